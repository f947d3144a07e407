import Notebooks
import ArgumentParser
import Diagnostics
import Execution
import Workspaces

/// `konspekt why`.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Show what a cell's key is made of, and what changed since the nearest earlier run.")

  @Argument(help: ArgumentHelp("The notebook.", valueName: "file"))
  var file: String

  @Argument(help: ArgumentHelp("The cell.", valueName: "cell"))
  var cell: String

  @OptionGroup var notebook: NotebookOptions
  @OptionGroup var cache: CacheOptions

  func run() throws {
    let console = notebook.console
    let programs = try LoadedNotebooks.load([file], notebook, try notebook.workbench)
    let store = try cache.open(console)
    for program in programs {
      let executor = Executor(
        program: program, store: store, files: FileDigests(store: store),
        workspace: DiskWorkspace())
      guard let explanation = executor.explanation(of: cell) else {
        let hint = NearMiss.of(cell, among: program.names).map { "; did you mean '\($0)'?" } ?? ""
        console.report("\(file): error: there is no cell '\(cell)'\(hint)")
        throw Status.wrongInput
      }
      console.printRaw(Self.text(explanation))
    }
  }

  private static func text(_ explanation: KeyExplanation) -> String {
    let width = explanation.parts.map(\.name.count).max() ?? 0
    var lines = explanation.parts.map { part in
      "  \(part.name)\(String(repeating: " ", count: width - part.name.count))  \(part.value)"
    }
    if let key = explanation.key {
      lines.append("key \(key) (\(explanation.isCached ? "cached" : "not cached"))")
    } else {
      let names = explanation.waitingFor.joined(separator: ", ")
      lines.append("the key is known when these have run: \(names)")
    }
    switch explanation.differences {
    case nil: lines.append("no earlier run to compare with")
    case let differences? where differences.isEmpty:
      lines.append("nothing differs from the nearest earlier run")
    case let differences?:
      lines.append("since the nearest earlier run:")
      lines += differences.map { "  \($0.detailedText)" }
    }
    lines += explanation.remarks
    return lines.joined(separator: "\n") + "\n"
  }
}
