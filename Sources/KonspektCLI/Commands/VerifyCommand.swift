import Notebooks
import Diagnostics
import ArgumentParser
import Directives
import Execution
import Foundation
import Glibc
import Tensors
import Workspaces

/// `konspekt verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run everything afresh and compare it, bit for bit, with the committed results.",
    discussion: """
      The results of OUT/NAME.json are compared cell by cell with those of a run in a scratch cache. \
      Exit status 3 where a cell differs: the first one is named with the tensor that differs first. \
      With --sample only some cells run afresh; what they depend on comes from the cache where it is \
      there.
      """)

  @Argument(help: ArgumentHelp("The notebooks.", valueName: "file"))
  var files: [String]

  @OptionGroup var notebook: NotebookOptions
  @OptionGroup var execution: ExecutionOptions
  @OptionGroup var cache: CacheOptions

  @Option(name: .customLong("out"), help: "The folder of the committed results.")
  var output = "outputs"

  @Option(help: ArgumentHelp("Run only so many cells afresh, chosen at random.", valueName: "n"))
  var sample: Int?

  func validate() throws {
    if let sample, sample < 1 {
      throw ValidationError("--sample must be at least 1, not \(sample).")
    }
  }

  func run() throws {
    Interrupts.listen()
    ScratchFolders.removeLeftovers(named: "konspekt-verify-")
    let console = notebook.console
    let workbench = try notebook.workbench(cacheFolder: Self.scratchFolder)
    let programs = try LoadedNotebooks.load(files, notebook, workbench)
    var isEqual = true
    for program in programs {
      let recorded = try RecordedResults(of: program, folder: output, console)
      let chosen = sample.map { Self.choice(of: $0, program) }
      let outcomes = try runAfresh(
        chosen.map { program.part(of: $0) } ?? program, chosen, console)
      isEqual =
        recorded.compare(program, outcomes, only: chosen, engine: workbench.engine, console)
        && isEqual
    }
    if !isEqual { throw Status.differs }
  }

  /// Some cells, other ones every time.
  private static func choice(of count: Int, _ program: Program) -> Set<String> {
    let names = program.steps.filter(\.isCell).map(\.name)
    var seed: UInt64 = 0
    _ = withUnsafeMutableBytes(of: &seed) { getentropy($0.baseAddress, $0.count) }
    let order = Random(seed: seed).permutation(names.count, .shuffle(epoch: 0))
    return Set(order.prefix(count).map { names[Int($0)] })
  }

  /// The folder of the scratch cache.
  private static var scratchFolder: String {
    Paths.join(Console.variable("TMPDIR") ?? "/tmp", "konspekt-verify-\(getpid())")
  }

  /// Runs everything in a scratch cache, or some cells with what the cache has for the others.
  private func runAfresh(
    _ program: Program, _ chosen: Set<String>?, _ console: Console
  ) throws -> [String: StepOutcome] {
    let scratch = Self.scratchFolder
    defer { try? DiskWorkspace().remove(scratch) }
    let store =
      try chosen == nil
      ? ArtifactStore(folder: scratch, workspace: DiskWorkspace())
      : ArtifactStore(
        folder: cache.resolvedFolder,
        workspace: ScratchWorkspace(
          of: DiskWorkspace(), keeping: cache.resolvedFolder, scratch: scratch))
    let display = ProgressDisplay(console: console)
    let executor = Executor(
      program: program, store: store, files: FileDigests(store: store),
      workspace: DiskWorkspace(), force: chosen.map(Executor.Force.cells) ?? .everything,
      limits: execution.limits(threadCount: notebook.threadCount))
    let outcomes = executor.run(
      isCancelled: { Interrupts.wasInterrupted }, onEvent: { display.show($0) })
    if Interrupts.wasInterrupted {
      console.report(
        "interrupted: a verification keeps nothing; run the same command to begin anew")
      throw Status.interrupted
    }
    return Dictionary(zip(program.steps.map(\.name), outcomes), uniquingKeysWith: { $1 })
  }
}
