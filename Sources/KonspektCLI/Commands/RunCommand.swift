import Notebooks
import ArgumentParser
import Diagnostics
import Directives
import Execution
import Glibc
import Workspaces

/// `konspekt run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run what is not cached, and write the reports.",
    discussion: """
      Every mistake in a notebook is reported before anything runs. Results are kept in the cache as \
      they come: after Ctrl-C or a failure the next run goes on from the last whole epoch.
      """)

  @Argument(help: ArgumentHelp("The notebooks.", valueName: "file"))
  var files: [String]

  @OptionGroup var notebook: NotebookOptions
  @OptionGroup var cache: CacheOptions
  @OptionGroup var execution: ExecutionOptions
  @OptionGroup var size: PageSizeOptions

  @Option(name: .customLong("out"), help: "The folder of the reports.")
  var output = "outputs"

  @Option(
    help: ArgumentHelp(
      "Run a cell although it is cached; without a name, everything.", valueName: "cell"))
  var force: [String] = []

  @Flag(help: "Print the results as JSON, with times and reasons.")
  var json = false

  /// Stands for `--force` without a cell, which an option of ArgumentParser cannot say.
  private static let everything = "*"

  /// Returns the arguments with a bare `--force` spelt out: one that ends the line, or that another
  /// option or a notebook follows.
  static func spellingOutForce(_ arguments: some Collection<String>) -> [String] {
    let arguments = Array(arguments)
    return arguments.enumerated().map { index, argument in
      guard argument == "--force" else { return argument }
      let next = index + 1 < arguments.count ? arguments[index + 1] : nil
      let namesCell = next.map { !$0.hasPrefix("-") && !$0.hasSuffix(".md") } ?? false
      return namesCell ? argument : "--force=\(everything)"
    }
  }

  func validate() throws {
    var outputs: Set<String> = []
    for file in files where !outputs.insert(Paths.stem(of: file)).inserted {
      throw ValidationError(
        "Two notebooks would write '\(Paths.join(output, Paths.stem(of: file))).html'; "
          + "run them one by one with different --out folders.")
    }
  }

  func run() throws {
    Interrupts.listen()
    let console = notebook.console
    let workbench = try notebook.workbench(cacheFolder: cache.resolvedFolder)
    let programs = try LoadedNotebooks.load(files, notebook, workbench)
    let forced = try forcedCells(in: programs, console)
    let store = try cache.open(console)
    let writer = ReportWriter(folder: output, console: console)
    try writer.checkFolder()

    var worst = Status.done
    for program in programs {
      if Interrupts.wasInterrupted { throw interruption(forced, console) }
      let status = try run(program, forced, workbench, store, writer, console)
      if status != .done { worst = status }
    }
    if worst != .done { throw worst }
  }

  private func forcedCells(in programs: [Program], _ console: Console) throws -> Executor.Force {
    if force.contains(Self.everything) { return .everything }
    guard !force.isEmpty else { return .nothing }
    let names = programs.flatMap(\.names)
    for name in force where !names.contains(name) {
      let hint = NearMiss.of(name, among: names).map { "; did you mean '\($0)'?" } ?? ""
      console.report("konspekt: error: --force: there is no cell '\(name)'\(hint)")
      throw Status.wrongInput
    }
    return .cells(Set(force))
  }

  /// Says how to go on after an interruption, and returns the status to leave with.
  private func interruption(_ forced: Executor.Force, _ console: Console) -> Status {
    // A forced run starts from nothing, and would do so again.
    let command = forced == .nothing ? "the same command" : "the command without --force"
    console.report(
      "interrupted: finished cells and whole epochs are kept; run \(command) to go on")
    return .interrupted
  }

  private func run(
    _ program: Program, _ forced: Executor.Force, _ workbench: Workbench, _ store: ArtifactStore,
    _ writer: ReportWriter, _ console: Console
  ) throws -> Status {
    let display = ProgressDisplay(console: console)
    let clock = ContinuousClock()
    let start = clock.now
    let executor = Executor(
      program: program, store: store, files: FileDigests(store: store),
      workspace: DiskWorkspace(), force: forced,
      limits: execution.limits(threadCount: notebook.threadCount))
    func execute() throws -> [StepOutcome] {
      let outcomes = executor.run(
        isCancelled: { Interrupts.wasInterrupted }, onEvent: { display.show($0) })
      let wasInterrupted = outcomes.contains { if case .interrupted = $0 { true } else { false } }
      guard wasInterrupted else { return outcomes }
      throw interruption(forced, console)
    }
    var outcomes = try execute()
    let page = writer.page(of: program.notebook.file.path)
    let own = [DiskWorkspace().status(of: "/proc/self/exe")?.stamp ?? ""] + notebook.parameters
    let ingredients = workbench.ingredients(of: program, outcomes, and: own)
    if !json, let ingredients, let written = WrittenReport(of: page, in: store),
      written.ingredients == ingredients, written.isThere(in: DiskWorkspace()),
      size.allows(page: page)
    {
      let seconds = ProgressDisplay.seconds(clock.now - start)
      console.remark(Summary.text(program, outcomes, seconds: seconds))
      console.print(page)
      return .done
    }
    var report = workbench.report(on: program, outcomes)
    if report.isDamaged || report.hasDamagedFile {
      // What only the report reads is found damaged as it is made; now its cell runs again.
      outcomes = try execute()
      report = workbench.report(on: program, outcomes)
    }
    console.report(report.failures)
    let files = try writer.write(report, for: program.notebook.file.path)
    // What did not hold is said again by every run.
    if let ingredients, report.failures.isEmpty {
      WrittenReport(ingredients: ingredients, files: files).save(page, in: store)
    }
    let seconds = ProgressDisplay.seconds(clock.now - start)
    console.remark(Summary.text(program, outcomes, seconds: seconds))
    if json {
      console.print(Summary.json(report.json, program, outcomes, display, seconds: seconds).text)
    } else {
      console.print(page)
    }
    let isSmallEnough = size.allows(report, page: page, console)
    return report.failures.hasErrors || !isSmallEnough ? .failed : .done
  }
}
