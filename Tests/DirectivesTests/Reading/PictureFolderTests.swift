import Diagnostics
import Testing
import Workspaces

/// What is said of a folder of pictures before anything runs.
@Suite struct PictureFolderTests {
  private static let turned: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xE1, 0, 34] + Array("Exif".utf8)
    + [0, 0, 0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1]
    + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]

  @Test func turnedPicturesAreWorthAWarning() throws {
    let workspace = MemoryWorkspace([
      "notebook.md": """
      ```dataset photos
      source: image_dataset_from_directory('photos')
      ```
      """
    ])
    try workspace.write(Self.turned, to: "photos/a/1.jpg")
    try workspace.write([0xFF, 0xD8, 0xFF], to: "photos/b/2.jpg")
    let diagnostics = Checking.diagnostics(of: "notebook.md", in: workspace)
    #expect(diagnostics.map(\.id) == ["data-remark"])
    #expect(diagnostics.map(\.severity) == [.warning])
    #expect(diagnostics.first?.span?.start.column == 9)
  }
}
