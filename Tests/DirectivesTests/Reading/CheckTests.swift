import Diagnostics
import Directives
import Foundation
import Testing
import Workspaces

/// Mistakes in notebooks: each is found at its place, and nothing else is.
@Suite struct CheckTests {
  @Test(arguments: CheckFile.all.flatMap(\.notebooks))
  func mistakesAreFoundAtTheirPlaces(_ notebook: CheckNotebook) {
    let found = Checking.diagnostics(of: notebook.text)
    let marks = found.map(Self.mark).sorted()
    for mark in notebook.wanted where !marks.contains(where: { Self.matches($0, mark) }) {
      Issue.record("not found: \(mark)\n\(notebook.text)")
    }
    for (mark, diagnostic) in zip(found.map(Self.mark), found)
    where !notebook.wanted.contains(where: { Self.matches(mark, $0) }) {
      Issue.record("not wanted: \(mark): \(diagnostic.message)\n\(notebook.text)")
    }
  }

  /// A mark without a suggestion leaves it open.
  private static func matches(_ found: CheckNotebook.Mark, _ wanted: CheckNotebook.Mark) -> Bool {
    var found = found
    if wanted.suggestion == nil { found.suggestion = nil }
    return found == wanted
  }

  private static func mark(_ diagnostic: Diagnostic) -> CheckNotebook.Mark {
    CheckNotebook.Mark(
      line: diagnostic.span?.start.line ?? 0, column: diagnostic.span?.start.column ?? 0,
      severity: diagnostic.severity.rawValue, id: diagnostic.id,
      suggestion: diagnostic.suggestion)
  }

  /// A diagnostic that no notebook of `Checks` provokes has never been seen at its place.
  @Test func everyDiagnosticOfTheSourcesHasACheck() throws {
    let checked = Set(CheckFile.all.flatMap(\.notebooks).flatMap(\.wanted).map(\.id))
    let unchecked = try Self.identifiersInSources().subtracting(checked)
      .subtracting(Self.checkedElsewhere.keys)
    #expect(unchecked.isEmpty, "\(unchecked.sorted())")
    #expect(checked.isDisjoint(with: Self.checkedElsewhere.keys))
  }

  /// Diagnostics that are no mistakes in the text of one notebook, and the tests that provoke them.
  private static let checkedElsewhere = [
    "data-remark": "PictureFolderTests", "expect-failed": "a run", "file-encoding": "BadInputTests",
    "file-unreadable": "BadInputTests",
    "front-matter-unclosed": "BadInputTests", "include-cycle": "IncludeTests",
    "include-unknown": "IncludeTests", "notebook-empty": "BadInputTests",
    "picture-format": "NotebookPicturesTests", "run-failed": "a run",
    "yaml-too-large": "BadInputTests",
  ]

  private static func identifiersInSources() throws -> Set<String> {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let sources = root.appending(path: "Sources")
    let pattern = /(?:Diagnostic|\.error)\(\s*"([a-z]+(?:-[a-z]+)+)"/
    var found: Set<String> = []
    for path in FileManager.default.enumerator(atPath: sources.path)?.compactMap({ $0 as? String })
      ?? [] where path.hasSuffix(".swift")
    {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      for match in text.matches(of: pattern) { found.insert(String(match.output.1)) }
    }
    return found
  }
}

/// Checks notebooks that are in memory.
enum Checking {
  static func diagnostics(of text: String) -> [Diagnostic] {
    diagnostics(of: "notebook.md", in: MemoryWorkspace(["notebook.md": text]))
  }

  static func diagnostics(of path: String, in workspace: any Workspace) -> [Diagnostic] {
    let workbench = Workbench(
      workspace: workspace, settings: WorkbenchSettings(threadCount: 1, dataFolders: ["data"]))
    var diagnostics: [Diagnostic] = []
    _ = workbench.load(path, &diagnostics)
    return diagnostics
  }
}
