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

  private let program: Program
  private let store: ArtifactStore
  private let files: FileDigests
  private let workspace: any Workspace
  private let force: Force

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

  private func isForced(_ step: Step) -> Bool {
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

  private func checkpoints(_ step: Step, _ parts: [KeyPart]) -> Checkpoints {
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
  private func diagnostic(for error: any Error, in step: Step) -> Diagnostic {
    let cell = program.notebook.cells[step.cellIndex]
    return Diagnostic(
      "run-failed", "\(error)", at: cell.directiveSpan,
      notes: [Diagnostic.Note("while running \(step.directive) '\(step.name)'")])
  }

  // MARK: - Keys

  private enum LookUp {
    case found(ArtifactBytes, key: Digest)
    case toRun([KeyPart], StepAction, reasons: [String])
    case impossible(Diagnostic)
  }

  /// Makes the key of a step whose inputs have results, and looks for it in the store.
  private func lookUp(
    _ step: Step, _ outcomes: [StepOutcome], _ history: RunHistory
  ) -> LookUp {
    let parts: [KeyPart]
    do {
      parts = try self.parts(of: step, outcomes)
    } catch {
      return .impossible(diagnostic(for: error, in: step))
    }
    let forced = isForced(step)
    if !forced, let entry = store.entry(for: parts.key), isCurrent(entry, step),
      let artifact = store.artifact(of: entry)
    {
      return .found(artifact, key: parts.key)
    }
    if forced { return .toRun(parts, .run, reasons: ["forced"]) }
    let differences = earlierParts(of: step, history, unlike: parts.key).map {
      Difference.between($0, parts, spans: step.partSpans)
    }
    let beginning = beginning(of: step, parts)
    let reasons =
      differences.map { $0.map { reason($0, of: step) }.unique }
      ?? [beginning ?? "has not run before"]
    return .toRun(
      parts, beginning == nil ? .run : .resume,
      reasons: reasons.isEmpty ? ["its result is not in the cache"] : reasons)
  }

  /// What an earlier run left of a long step, in words: "stopped after 2 of 10 epochs"; nil where it
  /// left nothing of use.
  private func beginning(of step: Step, _ parts: [KeyPart]) -> String? {
    guard let part = parts.first(where: { step.extentParts.contains($0.name) }),
      let extent = Int(part.value),
      let position = checkpoints(step, parts).positions.last(where: { $0 <= extent })
    else { return nil }
    let word = part.name.split(separator: ".").last ?? ""
    return "stopped after \(position) of \(extent) \(word)"
  }

  /// A difference in words; of an input the name of its cell rather than the digest of its result.
  private func reason(_ difference: Difference, of step: Step) -> String {
    guard let after = difference.after, Digest(after) != nil else { return difference.text }
    let input = step.inputs.first { "input \($0.label)" == difference.name }
    return "\(input.map { program.steps[$0.step].name } ?? difference.name) changed"
  }

  private func isCurrent(_ entry: StoreEntry, _ step: Step) -> Bool {
    let kind = type(of: step.body).artifact
    return entry.kind == kind.kind && entry.formatVersion == kind.formatVersion
  }

  /// The parts of a step's key: its own, the digests of its files, the digests of its inputs.
  private func parts(of step: Step, _ outcomes: [StepOutcome]) throws -> [KeyPart] {
    var parts = step.parts
    for file in step.files {
      parts.append(KeyPart("file \(file.label)", try files.digest(of: file.path).description))
    }
    for input in step.inputs {
      guard let artifact = outcomes[input.step].artifact else {
        preconditionFailure("the key of '\(step.name)' was asked for before its inputs")
      }
      parts.append(
        KeyPart(
          "input \(input.label)", artifact.digest(ofFacet: input.facet).description))
    }
    return parts
  }

  /// The parts of the newest earlier run of the cell whose key was another one.
  ///
  /// A renamed cell has no history of its own; then the cell of the same directive that shares most
  /// parts stands in.
  private func earlierParts(
    of step: Step, _ history: RunHistory, unlike key: Digest
  ) -> [KeyPart]? {
    if let past = history.cells[step.name], past.directive == step.directive {
      return past.keys.lazy.filter { $0 != key }.compactMap { store.entry(for: $0)?.parts }.first
    }
    let present = Set(program.steps.map(\.name))
    let gone = history.cells.filter {
      $0.value.directive == step.directive && !present.contains($0.key)
    }
    let candidates = gone.sorted { $0.key < $1.key }
      .compactMap { $0.value.keys.first }.compactMap { store.entry(for: $0)?.parts }
    return candidates.max { likeness($0, step) < likeness($1, step) }
  }

  private func likeness(_ parts: [KeyPart], _ step: Step) -> Int {
    parts.count { step.parts.contains($0) }
  }

  /// What differs in the step itself from its latest run; nil where it never ran.
  private func ownDifferences(_ step: Step, _ history: RunHistory) -> [Difference]? {
    guard let past = history.cells[step.name], let key = past.keys.first,
      let entry = store.entry(for: key)
    else { return nil }
    let own = entry.parts.filter { !$0.name.hasPrefix("input ") && !$0.name.hasPrefix("file ") }
    return Difference.between(own, step.parts, spans: step.partSpans)
  }

  /// Says what the key of a cell is made of, and what sets it apart from the nearest earlier run.
  ///
  /// - Parameter name: The name of the cell, or of a plot.
  /// - Returns: The explanation; nil where there is no such cell.
  public func explanation(of name: String) -> KeyExplanation? {
    guard let index = program.steps.firstIndex(where: { $0.name == name }) else { return nil }
    let step = program.steps[index]
    let outcomes = cached()
    let history = RunHistory(of: program.notebook.file.path, in: store)
    let waiting = step.inputs.filter { outcomes[$0.step].artifact == nil }
      .map { program.steps[$0.step].name }
    guard waiting.isEmpty, let parts = try? parts(of: step, outcomes) else {
      return KeyExplanation(
        parts: step.parts, key: nil, isCached: false, differences: ownDifferences(step, history),
        waitingFor: waiting.unique)
    }
    let earlier = earlierParts(of: step, history, unlike: parts.key)
    return KeyExplanation(
      parts: parts, key: parts.key, isCached: outcomes[index].artifact != nil,
      differences: earlier.map { Difference.between($0, parts, spans: step.partSpans) },
      waitingFor: [])
  }
}

/// What the key of a cell is made of.
public struct KeyExplanation: Sendable {
  /// The parts.
  public var parts: [KeyPart]

  /// The key; nil where an input has no result yet.
  public var key: Digest?

  /// Whether the cache has a result for the key.
  public var isCached: Bool

  /// What differs from the nearest earlier run, the first first; nil where there was none.
  public var differences: [Difference]?

  /// Inputs that have to run before the key is known.
  public var waitingFor: [String]
}

extension StepBody {
  static var artifact: any Artifact.Type { Result.self }
}

extension [String] {
  /// The texts without repetition, in order.
  var unique: [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
