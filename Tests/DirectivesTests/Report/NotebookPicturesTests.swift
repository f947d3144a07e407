import Diagnostics
import Foundation
import TestSupport
import Testing
import Workspaces

/// Pictures of the prose come from the notebook's folder and from nowhere else.
struct NotebookPicturesTests {
  /// The least that is told to be a PNG file.
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]

  @Test func filesOfTheFolderAreFine() throws {
    let text = "![a](a.png) ![b](parts/b.png) ![c](./parts/../a.png) ![d](two%20words.png)\n"
    let workspace = MemoryWorkspace(["lessons/lesson.md": text])
    for name in ["a.png", "parts/b.png", "two words.png"] {
      try workspace.write(Self.png, to: "lessons/\(name)")
    }
    #expect(Checking.diagnostics(of: "lessons/lesson.md", in: workspace).isEmpty)
  }

  @Test func whatIsNoPictureIsSaidAtItsPlace() throws {
    let text = "Text.\n\nSee ![a](a.svg), then\n![b](pictur.png).\n"
    let workspace = MemoryWorkspace(["lesson.md": text, "a.svg": "<svg onload='alert(1)'/>"])
    try workspace.write(Self.png, to: "picture.png")
    let found = Checking.diagnostics(of: "lesson.md", in: workspace)
    #expect(found.map(\.id) == ["picture-format", "picture-missing"])
    #expect(found.map { $0.span?.start.line } == [3, 4])
    #expect(found.map { $0.span?.start.column } == [10, 6])
    #expect(found.last?.suggestion == "picture.png")
  }

  /// A link within the folder may lead elsewhere: what counts is where the file lies.
  @Test func linksDoNotLeadOutOfTheFolder() throws {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    let lessons = folder.path("lessons")
    try files.createDirectory(atPath: lessons, withIntermediateDirectories: true)
    try Data(Self.png).write(to: URL(filePath: folder.path("secret.png")))
    try Data(Self.png).write(to: URL(filePath: lessons + "/real.png"))
    try files.createSymbolicLink(
      atPath: lessons + "/out.png", withDestinationPath: folder.path("secret.png"))
    try files.createSymbolicLink(atPath: lessons + "/up", withDestinationPath: "..")
    try files.createSymbolicLink(atPath: lessons + "/in.png", withDestinationPath: "real.png")
    try Data("![a](out.png) ![b](up/secret.png) ![c](in.png) ![d](real.png)\n".utf8)
      .write(to: URL(filePath: lessons + "/lesson.md"))
    let found = Checking.diagnostics(of: "lessons/lesson.md", in: DiskWorkspace(root: folder.path))
    #expect(found.map(\.id) == ["picture-outside", "picture-outside"])
    #expect(found.map { $0.span?.text } == ["out.png", "up/secret.png"])
  }
}
