import Diagnostics
import Notebooks
public import Workspaces

/// Runs the steps of a program, or says what running them would do.
///
/// A step's key is made of its own parts and of the digests of its inputs' results, so it is known
/// only once the inputs are. Equal results give equal keys: what follows a cell that ran again and
/// came out the same is not run.
public struct Executor: Sendable {
  /// What must run whether it is cached or not.
  public enum Force: Sendable, Equatable {
    /// Nothing.
    case nothing
    /// These cells.
    case cells(Set<String>)
    /// Everything.
    case everything
  }

  let program: Program
  let store: ArtifactStore
  let files: FileDigests
  let workspace: any Workspace
  let force: Force
  let limits: ExecutionLimits

  /// An executor of one program.
  ///
  /// - Parameters:
  ///   - program: The checked notebook.
  ///   - store: Where results are kept.
  ///   - files: The digests of data files.
  ///   - workspace: The files.
  ///   - force: What must run whether it is cached or not.
  ///   - limits: How much of the machine a run may take.
  public init(
    program: Program, store: ArtifactStore, files: FileDigests, workspace: any Workspace,
    force: Force = .nothing, limits: ExecutionLimits = .oneByOne
  ) {
    self.program = program
    self.store = store
    self.files = files
    self.workspace = workspace
    self.force = force
    self.limits = limits
  }

  func isForced(_ step: Step) -> Bool {
    switch force {
    case .nothing: false
    case .everything: true
    case .cells(let names):
      names.contains(program.notebook.cells[step.cellIndex].name)
        || step.innerIndex != nil && names.contains(step.name)
        || program.groupName(of: step).map(names.contains) ?? false
    }
  }

  /// Takes from the cache whatever is there and runs nothing.
  ///
  /// - Returns: An outcome for every step.
  public func cached() -> [StepOutcome] {
    var outcomes: [StepOutcome] = []
    let history = RunHistory(of: program.notebook.file.path, in: store)
    for step in program.steps {
      let isReady = step.inputs.allSatisfy { outcomes[$0.step].artifact != nil }
      guard isReady, case .found(let artifact, let key) = lookUp(step, outcomes, history) else {
        outcomes.append(.absent)
        continue
      }
      outcomes.append(.done(artifact, key: key, action: .cached))
    }
    return outcomes
  }

  /// Runs what is not cached: side by side where steps do not depend on each other and the limits let
  /// them.
  ///
  /// - Parameters:
  ///   - isCancelled: Asked often; once true, the run stops at the next whole step of its work.
  ///   - onEvent: Takes the news, from whichever thread has some; those of beginnings and ends one at a
  ///     time.
  /// - Returns: An outcome for every step.
  public func run(
    isCancelled: @escaping @Sendable () -> Bool = { false },
    onEvent: @escaping @Sendable (ExecutionEvent) -> Void = { _ in }
  ) -> [StepOutcome] {
    let lock = store.holdForRunning()
    defer { lock.release() }
    store.workspace.removeLeftovers(in: store.path("temporary"))
    var history = RunHistory(of: program.notebook.file.path, in: store)
    let outcomes = Schedule(self, history, isCancelled: isCancelled, onEvent: onEvent).run()
    var isNews = false
    for (step, outcome) in zip(program.steps, outcomes) {
      guard case .done(_, let key, _) = outcome else { continue }
      isNews = history.note(key, of: step.name, directive: step.directive) || isNews
    }
    isNews = history.noteNames(program.steps.map(\.name)) || isNews
    if isNews { history.save(program.notebook.file.path, in: store) }
    files.save()
    return outcomes
  }

  /// Does the work of a step and keeps its result.
  func compute(
    _ start: Schedule.Start, _ isCancelled: @escaping @Sendable () -> Bool,
    _ onEvent: @escaping @Sendable (ExecutionEvent) -> Void
  ) -> Schedule.Ending {
    let step = program.steps[start.index]
    let context = context(
      for: step, start.parts, start.inputs, lane: start.lane, isCancelled: isCancelled, onEvent)
    do {
      let artifact = try step.body.run(context).encoded()
      return .computed(keep(artifact, of: step, start.parts))
    } catch is RunInterrupted {
      return .interrupted
    } catch StoreError.damaged(let path) {
      return .inputDamaged(diagnostic(for: StoreError.damaged(path), in: step))
    } catch {
      return .failed(diagnostic(for: error, in: step))
    }
  }

  /// What the work of a step sees.
  func context(
    for step: Step, _ parts: [KeyPart], _ inputs: [String: ArtifactBytes], lane: Int = 0,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    _ onEvent: @escaping @Sendable (ExecutionEvent) -> Void = { _ in }
  ) -> RunContext {
    var digests: [String: Digest] = [:]
    for input in step.inputs {
      digests[input.label] = inputs[input.label]?.digest(ofFacet: input.facet)
    }
    let checkpoints = checkpoints(step, parts)
    return RunContext(
      seed: program.notebook.frontMatter.seed &+ step.seedOffset, workspace: workspace,
      environment: program.environment, lane: lane, checkpoints: checkpoints,
      blocks: SharedBlocks(store: store, mayRead: checkpoints.reads), memoryLimit: limits.byteCount,
      remark: { onEvent(.remarked(step, $0)) }, report: { onEvent(.progressed(step, $0)) },
      isCancelled: isCancelled, inputs: inputs, inputDigests: digests)
  }

  func checkpoints(_ step: Step, _ parts: [KeyPart]) -> Checkpoints {
    Checkpoints(
      lineage: step.lineage(of: parts).key, store: store,
      // A forced run proves something only if it starts from nothing.
      reads: !isForced(step))
  }

  /// Keeps a result, and returns it with its bulk data left in the store: the results of a long run
  /// would not all fit into memory.
  private func keep(
    _ artifact: ArtifactBytes, of step: Step, _ parts: [KeyPart]
  ) -> ArtifactBytes {
    let kind = type(of: step.body).artifact
    let entry = StoreEntry(
      key: parts.key, directive: step.directive, kind: kind.kind,
      formatVersion: kind.formatVersion, parts: parts, digest: artifact.digest,
      record: Digest(of: artifact.record),
      attachments: artifact.attachments.mapValues(\.digest), facets: artifact.facets)
    do {
      try store.save(artifact, as: entry)
      return store.artifact(of: entry) ?? artifact
    } catch {
      store.problems.reportNotKept(error)
      return artifact
    }
  }

  /// Turns what work threw into a diagnostic at its cell.
  func diagnostic(for error: any Error, in step: Step) -> Diagnostic {
    let cell =
      step.innerIndex.map { program.innerCells[$0].cell } ?? program.notebook.cells[step.cellIndex]
    return Diagnostic(
      "run-failed", "\(error)", at: cell.directiveSpan,
      notes: [Diagnostic.Note("while running \(step.directive) '\(step.name)'")])
  }
}
