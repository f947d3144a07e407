import Diagnostics
import Directives
import Execution
import Notebooks
import Workspaces

/// The lessons of a folder.
struct LessonFolder {
  private let folder: String
  private let console: Console
  private let workspace = DiskWorkspace()

  init(_ folder: String, console: Console) throws {
    self.folder = folder
    self.console = console
    guard workspace.status(of: folder)?.isDirectory == true else {
      console.report("konspekt: error: there is no folder '\(folder)'")
      throw Status.wrongInput
    }
  }

  /// Loads and checks every notebook of the folder that has a title; what others only include has none.
  ///
  /// - Parameters:
  ///   - options: How notebooks are read.
  ///   - workbench: Checks them.
  /// - Returns: The lessons with their paths below the folder, in order.
  /// - Throws: `Status.wrongInput` after a mistake in a lesson, or where there is none.
  func lessons(
    _ options: NotebookOptions, _ workbench: Workbench
  ) throws -> [(path: String, program: Program)] {
    var lessons: [(path: String, program: Program)] = []
    var hasErrors = false
    for path in try notebooks(below: "") {
      var diagnostics: [Diagnostic] = []
      let program = workbench.load(
        Paths.join(folder, path), parameters: options.namedParameters, &diagnostics)
      // What is wrong with a file that is no lesson, its lessons say.
      if let program, program.notebook.frontMatter.title == nil { continue }
      console.report(diagnostics)
      if let program, !diagnostics.hasErrors {
        lessons.append((path, program))
      } else {
        hasErrors = true
      }
    }
    guard !hasErrors else { throw Status.wrongInput }
    guard !lessons.isEmpty else {
      console.report("konspekt: error: no notebook below '\(folder)' has a title")
      throw Status.wrongInput
    }
    return lessons
  }

  /// Markdown files with front matter, by their paths below the folder.
  private func notebooks(below inner: String) throws -> [String] {
    let names: [String]
    do {
      names = try workspace.list(Paths.join(folder, inner))
    } catch {
      console.report("konspekt: error: \(error)")
      throw Status.failed
    }
    var paths: [String] = []
    for name in names where !name.hasPrefix(".") {
      let path = Paths.join(inner, name)
      let place = Paths.join(folder, path)
      if workspace.status(of: place)?.isDirectory == true {
        // A link to a folder above would lead round and round.
        if !workspace.isLink(place) { paths += try notebooks(below: path) }
      } else if name.hasSuffix(".md"), beginsWithFrontMatter(place) {
        paths.append(path)
      }
    }
    return paths
  }

  private func beginsWithFrontMatter(_ path: String) -> Bool {
    guard let bytes = try? workspace.read(path, from: 0, count: 6) else { return false }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return (bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes).starts(
      with: Array("---".utf8))
  }
}
