import Diagnostics
import Directives
import Execution
import Synchronization
import Testing
import Workspaces

/// Runs of a notebook with a cache, each compared with a run without.
struct ComparedRuns {
  let workspace = MemoryWorkspace()

  /// What a run had to do.
  struct Done {
    /// The steps that were computed, or whose computation was resumed.
    var ran: [String] = []

    /// The epochs that were trained, by fit.
    var epochs: [String: Int] = [:]
  }

  /// Runs a notebook, and expects the page and the results of a fresh run.
  ///
  /// - Parameters:
  ///   - text: The notebook.
  ///   - sourceLocation: Where the test is.
  /// - Returns: What was done with the cache.
  /// - Throws: Where the notebook has mistakes or cannot be run.
  @discardableResult
  func run(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Done {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    try workspace.remove("fresh")
    let epochs = Mutex<[String: Int]>([:])
    var done = Done()
    var reports: [LessonReport] = []
    for folder in ["fresh", "cache"] {
      epochs.withLock { $0 = [:] }
      done.ran = []
      let (workbench, program) = try load()
      let outcomes = try executor(of: program, folder).run(onEvent: { event in
        guard case .progressed(let step, let progress) = event, progress.endsStage else { return }
        epochs.withLock { $0[step.name, default: 0] += 1 }
      })
      for (step, outcome) in zip(program.steps, outcomes) {
        try #require(outcome.artifact != nil, "\(outcome)", sourceLocation: sourceLocation)
        if case .done(_, _, .cached) = outcome { continue }
        done.ran.append(step.name)
      }
      reports.append(workbench.report(on: program, outcomes))
    }
    #expect(reports[0].html == reports[1].html, sourceLocation: sourceLocation)
    #expect(reports[0].json == reports[1].json, sourceLocation: sourceLocation)
    done.epochs = epochs.withLock { $0 }
    return done
  }

  /// The report of a notebook.
  func report(_ text: String) throws -> LessonReport {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    let (workbench, program) = try load()
    return workbench.report(on: program, try executor(of: program, "cache").run())
  }

  /// What a plan says of the notebook: the steps that are not cached, with action and reasons.
  func plan(_ text: String) throws -> [(name: String, action: StepAction, reasons: [String])] {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    let program = try load().program
    return try executor(of: program, "cache").plan().filter { $0.action != .cached }
      .map { (program.steps[$0.step].name, $0.action, $0.reasons) }
  }

  private func load() throws -> (workbench: Workbench, program: Program) {
    let workbench = Workbench(
      workspace: workspace, settings: WorkbenchSettings(threadCount: 1, dataFolders: []))
    var diagnostics: [Diagnostic] = []
    let program = try #require(workbench.load("lesson.md", &diagnostics))
    try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    return (workbench, program)
  }

  private func executor(of program: Program, _ folder: String) throws -> Executor {
    let store = try ArtifactStore(folder: folder, workspace: workspace)
    return Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace)
  }
}
