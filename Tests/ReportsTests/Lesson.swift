import Diagnostics
import Notebooks
import Reports
import Workspaces

/// A page of a text, for tests: cells are `toy` blocks, whose figures are given.
struct Lesson {
  var text: String
  var figures: [[Figure]] = []
  var quotes: [Page.QuotedResult] = []
  var images: [String: String] = [:]
  var allowsHTML = false
  var files: [String: String] = [:]

  /// The page.
  var page: Page {
    get throws {
      var diagnostics: [Diagnostic] = []
      let workspace = MemoryWorkspace(files.merging(["lesson.md": text]) { old, _ in old })
      let loader = NotebookLoader(workspace: workspace, directives: ["toy", "include"])
      guard let notebook = loader.load("lesson.md", &diagnostics) else { throw Unreadable() }
      let cells = notebook.cells.enumerated().map { index, cell in
        Page.Cell(
          directive: cell.directive, name: cell.name, source: cell.source,
          includedFrom: cell.includedBy.map { _ in cell.span.file.path },
          figures: figures.indices.contains(index) ? figures[index] : [])
      }
      return Page(
        notebook: notebook, cells: cells, quotes: quotes, images: images,
        provenance: [Figure.Fact("Seed", "42"), Figure.Fact("Arithmetic", "toy-1")],
        digests: [Figure.Fact("first", "0a1b")], styleDigest: [0, 16, 131],
        allowsHTML: allowsHTML)
    }
  }

  /// The text cannot be read as a notebook.
  struct Unreadable: Error {}
}
