import Diagnostics
import Imaging
public import Notebooks
public import Reports
public import Workspaces

extension LessonReport {
  /// A picture that stands for a lesson.
  public struct OpeningPicture: Sendable {
    /// A PNG or JPEG file.
    public var bytes: [UInt8]

    /// The ending of its name.
    public var ending: String
  }

  /// The page with what leads to the rest of a site.
  public func html(in frame: Page.Frame) -> String {
    var page = page
    page.frame = frame
    return page.html
  }

  /// The first pictures of the page: that of the prose, or some of the first ones that a cell shows.
  ///
  /// - Parameters:
  ///   - notebook: The notebook.
  ///   - workspace: Where pictures of the prose lie.
  /// - Returns: At most four; none for a page without pictures.
  public func openingPictures(
    of notebook: Notebook, in workspace: any Workspace
  ) -> [OpeningPicture] {
    for source in notebook.pictures.map(\.source) where page.images[source] != nil {
      let path = Paths.join(Paths.folder(of: notebook.file.path), source)
      guard let bytes = try? workspace.read(path) else { continue }
      let isPNG = bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
      return [OpeningPicture(bytes: bytes, ending: isPNG ? "png" : "jpg")]
    }
    for case .pictures(let grid) in page.cells.flatMap(\.figures) where !grid.items.isEmpty {
      return grid.items.prefix(4).map {
        OpeningPicture(bytes: PNG.encode($0.image), ending: "png")
      }
    }
    return []
  }
}
