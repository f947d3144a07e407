import ArgumentParser
import Diagnostics
import Execution
import Workspaces

/// `konspekt diff`.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two notebooks or two result files in meaning.",
    discussion: """
      Cells are compared by their names. Of notebooks, what the cells say: architecture and settings, \
      not prose, order of keys or what is drawn. Of result files, what came out: metrics, histories, \
      predictions. Exit status 3 where something differs.
      """)

  @Argument(help: ArgumentHelp("A notebook or a result file.", valueName: "a"))
  var first: String

  @Argument(help: ArgumentHelp("Another one of the same kind.", valueName: "b"))
  var second: String

  @OptionGroup var notebook: NotebookOptions

  private static let ending = ".json"

  func validate() throws {
    guard first.hasSuffix(Self.ending) != second.hasSuffix(Self.ending) else { return }
    throw ValidationError(
      "'diff' compares two notebooks or two result files (.json), not one of each.")
  }

  func run() throws {
    let console = notebook.console
    let lines =
      first.hasSuffix(Self.ending) ? try resultLines(console) : try notebookLines()
    guard !lines.isEmpty else {
      console.remark("nothing differs in meaning")
      return
    }
    console.print(lines.joined(separator: "\n"))
    throw Status.differs
  }

  private func notebookLines() throws -> [String] {
    let programs = try LoadedNotebooks.load([first, second], notebook, try notebook.workbench)
    let difference = ProgramDifference(programs[0], programs[1])
    return difference.removed.map { "only in \(first): \($0)" }
      + difference.added.map { "only in \(second): \($0)" }
      + difference.changed.flatMap { cell in
        ["\(cell.name) (\(cell.directive))"] + cell.lines.map { "  \($0)" }
      }
  }

  private func resultLines(_ console: Console) throws -> [String] {
    let files = try [first, second].map { path in
      do {
        return try RecordCoding.decode(ResultFile.self, DiskWorkspace().read(path))
      } catch let error as WorkspaceError {
        console.report("konspekt: error: \(error)")
      } catch {
        console.report("\(path): error: this is no file of results")
      }
      throw Status.wrongInput
    }
    return ResultsDifference(files[0], files[1]).lines(first, second)
  }
}
