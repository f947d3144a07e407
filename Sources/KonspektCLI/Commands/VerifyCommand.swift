import Notebooks
import Diagnostics
import ArgumentParser
import Directives
import Execution
import Foundation
import Glibc
import Workspaces

/// `konspekt verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run everything afresh and compare it, bit for bit, with the committed results.",
    discussion: """
      The results of OUT/NAME.json are compared cell by cell with those of a run in a scratch cache. \
      Exit status 3 where a cell differs.
      """)

  @Argument(help: ArgumentHelp("The notebooks.", valueName: "file"))
  var files: [String]

  @OptionGroup var notebook: NotebookOptions
  @OptionGroup var execution: ExecutionOptions

  @Option(name: .customLong("out"), help: "The folder of the committed results.")
  var output = "outputs"

  private struct Recorded: Decodable {
    struct Cell: Decodable {
      var name: String
      var digest: String?
    }

    var engine: String
    var cells: [Cell]
  }

  func run() throws {
    Interrupts.listen()
    ScratchFolders.removeLeftovers(named: "konspekt-verify-")
    let console = notebook.console
    let workbench = try notebook.workbench
    let programs = try LoadedNotebooks.load(files, notebook, workbench)
    var isEqual = true
    for program in programs {
      let recorded = try recordedResults(of: program, console)
      let scratch = Paths.join(
        Console.variable("TMPDIR") ?? "/tmp", "konspekt-verify-\(getpid())")
      defer { try? DiskWorkspace().remove(scratch) }
      let outcomes = try runAfresh(program, scratch, console)
      let report = workbench.report(on: program, outcomes)
      isEqual = compare(program, outcomes, recorded, report, console) && isEqual
    }
    if !isEqual { throw Status.differs }
  }

  private func recordedResults(of program: Program, _ console: Console) throws -> Recorded {
    let path = Paths.join(output, Paths.stem(of: program.notebook.file.path) + ".json")
    do {
      return try RecordCoding.decode(Recorded.self, DiskWorkspace().read(path))
    } catch {
      console.report("konspekt: error: there are no results to compare with in '\(path)': \(error)")
      throw Status.failed
    }
  }

  private func runAfresh(
    _ program: Program, _ scratch: String, _ console: Console
  ) throws -> [StepOutcome] {
    let store = try ArtifactStore(folder: scratch, workspace: DiskWorkspace())
    let display = ProgressDisplay(console: console)
    let executor = Executor(
      program: program, store: store, files: FileDigests(store: store),
      workspace: DiskWorkspace(), force: .everything,
      limits: execution.limits(threadCount: notebook.threadCount))
    let outcomes = executor.run(
      isCancelled: { Interrupts.wasInterrupted }, onEvent: { display.show($0) })
    if Interrupts.wasInterrupted { throw Status.interrupted }
    return outcomes
  }

  private func compare(
    _ program: Program, _ outcomes: [StepOutcome], _ recorded: Recorded, _ report: LessonReport,
    _ console: Console
  ) -> Bool {
    let path = program.notebook.file.path
    if recorded.engine != report.engine {
      console.report(
        "\(path): the results were made with '\(recorded.engine)', this is '\(report.engine)': "
          + "only the same arithmetic gives the same bits")
    }
    var problems: [String] = []
    var seen: Set<String> = []
    for (step, outcome) in zip(program.steps, outcomes) where !step.isPlot {
      seen.insert(step.name)
      let before = recorded.cells.first { $0.name == step.name }
      switch (before, outcome) {
      case (nil, _): problems.append("'\(step.name)' is not among the committed results")
      case (let before?, .done(let artifact, _, _)):
        let digest = artifact.digest.description
        if before.digest != digest {
          problems.append(
            "'\(step.name)' differs: \(before.digest?.prefix(12) ?? "no result") → \(digest.prefix(12))"
          )
        }
      case (_, .failed(let diagnostic)):
        problems.append("'\(step.name)' failed: \(diagnostic.message)")
      case (_, .blocked), (_, .interrupted), (_, .absent):
        problems.append("'\(step.name)' has no result")
      }
    }
    for cell in recorded.cells where !seen.contains(cell.name) {
      problems.append("'\(cell.name)' is among the committed results and not in the notebook")
    }
    for problem in problems { console.report("\(path): \(problem)") }
    if problems.isEmpty {
      console.print("\(path): \(seen.count) cells, equal bit for bit")
    }
    return problems.isEmpty
  }
}
