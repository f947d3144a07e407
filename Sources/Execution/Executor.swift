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

  /// An executor of one program.
  ///
  /// - Parameters:
  ///   - program: The checked notebook.
  ///   - store: Where results are kept.
  ///   - files: The digests of data files.
  ///   - workspace: The files.
  ///   - force: What must run whether it is cached or not.
  public init(
    program: Program, store: ArtifactStore, files: FileDigests, workspace: any Workspace,
    force: Force = .nothing
  ) {
    self.program = program
    self.store = store
    self.files = files
    self.workspace = workspace
    self.force = force
  }

  func isForced(_ step: Step) -> Bool {
    switch force {
    case .nothing: false
    case .everything: true
    case .cells(let names): names.contains(program.notebook.cells[step.cellIndex].name)
    }
  }

  /// Says what a run would do with every step.
  ///
  /// What depends on a step that has to run is said to run too; whether it will is known only when
  /// the step has its result.
  ///
  /// - Returns: A plan for every step, in order.
  public func plan() -> [StepPlan] {
    var plans: [StepPlan] = []
    var outcomes: [StepOutcome] = []
    let history = RunHistory(of: program.notebook.file.path, in: store)
    for (index, step) in program.steps.enumerated() {
      let waiting = step.inputs.filter { outcomes[$0.step].artifact == nil }
      guard waiting.isEmpty else {
        let names = waiting.map { program.steps[$0.step].name }.unique
        let verb = names.count == 1 ? "runs" : "run"
        plans.append(
          StepPlan(
            step: index, action: .run,
            reasons: (ownDifferences(step, history) ?? []).map(\.text)
              + ["depends on \(names.joined(separator: ", ")), which \(verb)"]))
        outcomes.append(.absent)
        continue
      }
      switch lookUp(step, outcomes, history) {
      case .found(let artifact, let key):
        plans.append(StepPlan(step: index, action: .cached, reasons: []))
        outcomes.append(.done(artifact, key: key, action: .cached))
      case .toRun(_, let action, let reasons):
        plans.append(StepPlan(step: index, action: action, reasons: reasons))
        outcomes.append(.absent)
      case .impossible(let diagnostic):
        plans.append(StepPlan(step: index, action: .run, reasons: [diagnostic.message]))
        outcomes.append(.absent)
      }
    }
    return plans
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

  /// Runs what is not cached.
  ///
  /// - Parameters:
  ///   - isCancelled: Asked often; once true, the run stops at the next whole step of its work.
  ///   - onEvent: Takes the news.
  /// - Returns: An outcome for every step.
  public func run(
    isCancelled: @escaping @Sendable () -> Bool = { false },
    onEvent: @escaping @Sendable (ExecutionEvent) -> Void = { _ in }
  ) -> [StepOutcome] {
    var outcomes: [StepOutcome] = []
    var history = RunHistory(of: program.notebook.file.path, in: store)
    var isNews = false
    for step in program.steps {
      let outcome = run(step, &outcomes, history, isCancelled, onEvent)
      if case .done(_, let key, _) = outcome {
        isNews = history.note(key, of: step.name, directive: step.directive) || isNews
      }
      outcomes.append(outcome)
      for problem in store.problems.take() { onEvent(.warning(problem)) }
      onEvent(.finished(step, outcome))
    }
    if isNews { history.save(program.notebook.file.path, in: store) }
    files.save()
    return outcomes
  }

  private func run(
    _ step: Step, _ outcomes: inout [StepOutcome], _ history: RunHistory,
    _ isCancelled: @escaping @Sendable () -> Bool,
    _ onEvent: @escaping @Sendable (ExecutionEvent) -> Void
  ) -> StepOutcome {
    for input in step.inputs where outcomes[input.step].artifact == nil {
      if case .interrupted = outcomes[input.step] { return .interrupted }
      return .blocked(by: program.steps[input.step].name)
    }
    let key: Digest
    switch lookUp(step, outcomes, history) {
    case .impossible(let diagnostic): return .failed(diagnostic)
    case .found(let artifact, let found):
      return .done(artifact, key: found, action: .cached)
    case .toRun(let parts, let action, let reasons):
      if isCancelled() { return .interrupted }
      onEvent(.started(step, action, reasons: reasons))
      key = parts.key
      do {
        let artifact = try compute(step, parts, outcomes, isCancelled, onEvent)
        keep(artifact, of: step, parts)
        return .done(artifact, key: key, action: action)
      } catch is RunInterrupted {
        return .interrupted
      } catch StoreError.damaged where repair(step, &outcomes, history, isCancelled, onEvent) {
        return run(step, &outcomes, history, isCancelled, onEvent)
      } catch {
        return .failed(diagnostic(for: error, in: step))
      }
    }
  }

  /// Computes those inputs of a step again whose objects the cache has lost.
  ///
  /// Bulk data is read, and its digest compared, only when a step needs it.
  ///
  /// - Returns: Whether an input was computed, so that it is worth trying the step again.
  private func repair(
    _ step: Step, _ outcomes: inout [StepOutcome], _ history: RunHistory,
    _ isCancelled: @escaping @Sendable () -> Bool,
    _ onEvent: @escaping @Sendable (ExecutionEvent) -> Void
  ) -> Bool {
    var isRepaired = false
    for index in Set(step.inputs.map(\.step)).sorted() {
      guard case .done(_, _, .cached) = outcomes[index] else { continue }
      outcomes[index] = run(program.steps[index], &outcomes, history, isCancelled, onEvent)
      for problem in store.problems.take() { onEvent(.warning(problem)) }
      onEvent(.finished(program.steps[index], outcomes[index]))
      if case .done(_, _, .cached) = outcomes[index] { continue }
      isRepaired = true
    }
    return isRepaired
  }

  private func compute(
    _ step: Step, _ parts: [KeyPart], _ outcomes: [StepOutcome],
    _ isCancelled: @escaping @Sendable () -> Bool,
    _ onEvent: @escaping @Sendable (ExecutionEvent) -> Void
  ) throws -> ArtifactBytes {
    var inputs: [String: ArtifactBytes] = [:]
    for input in step.inputs { inputs[input.label] = outcomes[input.step].artifact }
    let context = RunContext(
      seed: program.notebook.frontMatter.seed, workspace: workspace,
      environment: program.environment, checkpoints: checkpoints(step, parts),
      report: { onEvent(.progressed(step, $0)) }, isCancelled: isCancelled, inputs: inputs)
    return try step.body.run(context).encoded()
  }

  func checkpoints(_ step: Step, _ parts: [KeyPart]) -> Checkpoints {
    Checkpoints(
      lineage: parts.filter { !step.extentParts.contains($0.name) }.key, store: store,
      // A forced run proves something only if it starts from nothing.
      reads: !isForced(step))
  }

  private func keep(_ artifact: ArtifactBytes, of step: Step, _ parts: [KeyPart]) {
    let kind = type(of: step.body).artifact
    let entry = StoreEntry(
      key: parts.key, directive: step.directive, kind: kind.kind,
      formatVersion: kind.formatVersion, parts: parts, digest: artifact.digest,
      record: Digest(of: artifact.record),
      attachments: artifact.attachments.mapValues(\.digest), facets: artifact.facets)
    do {
      try store.save(artifact, as: entry)
    } catch {
      store.problems.reportNotKept(error)
    }
  }

  /// Turns what work threw into a diagnostic at its cell.
  func diagnostic(for error: any Error, in step: Step) -> Diagnostic {
    let cell = program.notebook.cells[step.cellIndex]
    return Diagnostic(
      "run-failed", "\(error)", at: cell.directiveSpan,
      notes: [Diagnostic.Note("while running \(step.directive) '\(step.name)'")])
  }
}
