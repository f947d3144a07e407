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

    /// The steps that computed what frozen layers make of a split, once for every time.
    var frozen: [String] = []

    /// What was said about steps.
    var remarks: [String] = []
  }

  /// Runs a notebook, and expects the page and the results of a fresh run that keeps nothing of frozen
  /// layers.
  ///
  /// - Parameters:
  ///   - text: The notebook.
  ///   - limit: The bytes of memory that may be used.
  ///   - force: What runs in any case.
  ///   - sourceLocation: Where the test is.
  /// - Returns: What was done with the cache.
  /// - Throws: Where the notebook has mistakes or cannot be run.
  @discardableResult
  func run(
    _ text: String, limit: Int = .max, force: Executor.Force = .nothing,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Done {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    try workspace.remove("fresh")
    let news = Mutex(Done())
    var done = Done()
    var reports: [LessonReport] = []
    for folder in ["fresh", "cache"] {
      news.withLock { $0 = Done() }
      done.ran = []
      let (workbench, program) = try load(keepsFrozenFeatures: folder == "cache")
      let outcomes = try executor(of: program, folder, limit: limit, force: force).run(onEvent: {
        event in
        news.withLock { $0.note(event) }
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
    let ran = done.ran
    done = news.withLock { $0 }
    done.ran = ran
    return done
  }

  /// The report of a notebook.
  func report(_ text: String) throws -> LessonReport {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    let (workbench, program) = try load()
    return workbench.report(on: program, try executor(of: program, "cache").run())
  }

  /// What a plan remarks on every step.
  func remarks(_ text: String) throws -> [[String]] {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    return try executor(of: load().program, "cache").plan().map(\.remarks)
  }

  /// What a plan says of the notebook: the steps that are not cached, with action and reasons.
  func plan(_ text: String) throws -> [(name: String, action: StepAction, reasons: [String])] {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    let program = try load().program
    return try executor(of: program, "cache").plan().filter { $0.action != .cached }
      .map { (program.steps[$0.step].name, $0.action, $0.reasons) }
  }

  private func load(
    keepsFrozenFeatures: Bool = true
  ) throws -> (workbench: Workbench, program: Program) {
    var settings = WorkbenchSettings(threadCount: 1, dataFolders: [])
    settings.keepsFrozenFeatures = keepsFrozenFeatures
    let workbench = Workbench(workspace: workspace, settings: settings)
    var diagnostics: [Diagnostic] = []
    let program = try #require(workbench.load("lesson.md", &diagnostics))
    try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    return (workbench, program)
  }

  private func executor(
    of program: Program, _ folder: String, limit: Int = .max, force: Executor.Force = .nothing
  ) throws -> Executor {
    let store = try ArtifactStore(folder: folder, workspace: workspace)
    return Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace,
      force: force, limits: ExecutionLimits(jobs: 1, threadCount: 1, byteCount: limit))
  }

  /// Runs a notebook until its frozen layers have made something of some examples.
  func interruptInFrozenLayers(_ text: String) throws {
    try workspace.write(Array(text.utf8), to: "lesson.md")
    let isReached = Atomic(false)
    _ = try executor(of: load().program, "cache").run(
      isCancelled: { isReached.load(ordering: .relaxed) },
      onEvent: { event in
        guard case .progressed(_, let progress) = event, progress.stage == "frozen layers" else {
          return
        }
        isReached.store(true, ordering: .relaxed)
      })
  }

  /// The results that the cache has of a kind.
  func kept(_ kind: String) throws -> [ArtifactStore.Listing] {
    try ArtifactStore(folder: "cache", workspace: workspace).listings.filter {
      $0.entry.kind == kind
    }
  }
}

extension ComparedRuns.Done {
  fileprivate mutating func note(_ event: ExecutionEvent) {
    switch event {
    case .progressed(let step, let progress):
      if progress.endsStage { epochs[step.name, default: 0] += 1 }
      if progress.stage == "frozen layers", progress.completed == progress.total {
        frozen.append(step.name)
      }
    case .remarked(_, let remark): remarks.append(remark)
    case .started, .exceedsMemory, .finished, .warning: break
    }
  }
}
