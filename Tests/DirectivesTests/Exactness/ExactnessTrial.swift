import Diagnostics
import Directives
import Execution
import Synchronization
import Testing
import Workspaces

/// A random notebook with its cache and its history, from one edit to the next.
final class ExactnessTrial {
  private let seed: Int
  private(set) var notebook: RandomNotebook
  private(set) var failureCount = 0

  private let workspace = MemoryWorkspace()
  private var oracle = Oracle()

  /// Signatures of everything that ever ran.
  private var known: Set<String> = []

  /// The epochs that are kept, by lineage.
  private var positions: [String: Set<Int>] = [:]

  /// What a step of a name was in earlier runs, newest first.
  private var past: [String: [ExpectedStep]] = [:]
  private var edits: [String] = []

  init(seed: Int, _ notebook: RandomNotebook) {
    self.seed = seed
    self.notebook = notebook
  }

  /// Runs the notebook as it was drawn; false where it has mistakes.
  func run() throws -> Bool { try run(notebook, after: "drawn") }

  /// Runs an edited notebook and compares what happened with what had to.
  ///
  /// - Returns: Whether the notebook is without mistakes; otherwise the edit is taken back.
  func run(_ edited: RandomNotebook, after edit: String) throws -> Bool {
    var edited = edited
    try edited.write(to: workspace)
    guard let load = load(edited) else {
      try notebook.write(to: workspace)
      return false
    }
    // A run that fails in the middle, of an empty slice or a loss that is no number, says nothing.
    try workspace.remove("fresh")
    let fresh = try execute(load, ArtifactStore(folder: "fresh", workspace: workspace))
    guard fresh.outcomes.allSatisfy({ $0.artifact != nil }) else {
      try notebook.write(to: workspace)
      return false
    }
    notebook = edited
    edits.append(edit)

    let expected = try oracle.steps(of: edited, fresh: fresh.outcomes)
    guard expected.count == load.program.steps.count else {
      fail("the oracle has \(expected.count) steps, the program \(load.program.steps.map(\.name))")
      return true
    }
    let store = try ArtifactStore(folder: "cache", workspace: workspace)
    let plans = executor(load, store).plan()
    explain(load, store, expected)
    let cached = try execute(load, store)
    compare(load, expected, plans, cached)
    compareResults(load, cached.outcomes, fresh.outcomes)
    return true
  }

  // MARK: - Running

  private struct Loaded {
    var workbench: Workbench
    var program: Program
  }

  private struct Run {
    var outcomes: [StepOutcome]
    /// Epochs trained, by step.
    var epochs: [String: Int]
  }

  private func load(_ notebook: RandomNotebook) -> Loaded? {
    let workbench = Workbench(
      workspace: workspace, settings: WorkbenchSettings(threadCount: 1, dataFolders: []))
    var diagnostics: [Diagnostic] = []
    let program = workbench.load(
      RandomNotebook.path, parameters: notebook.parameters, &diagnostics)
    guard let program, !diagnostics.hasErrors else { return nil }
    return Loaded(workbench: workbench, program: program)
  }

  private func executor(_ load: Loaded, _ store: ArtifactStore) -> Executor {
    Executor(
      program: load.program, store: store, files: FileDigests(store: store), workspace: workspace)
  }

  private func execute(_ load: Loaded, _ store: ArtifactStore) throws -> Run {
    let epochs = Mutex<[String: Int]>([:])
    let outcomes = executor(load, store).run(onEvent: { event in
      guard case .progressed(let step, let progress) = event, progress.endsStage else { return }
      epochs.withLock { $0[step.name, default: 0] += 1 }
    })
    return Run(outcomes: outcomes, epochs: epochs.withLock { $0 })
  }

  // MARK: - Comparing

  private func fail(_ message: String) {
    failureCount += 1
    let texts = notebook.texts.sorted { $0.key < $1.key }.map { "\($0.key):\n\($0.value)" }
    Issue.record(
      """
      \(message)
      KONSPEKT_SEED=\(seed) shows it again, after the edits \(edits.suffix(4))
      \(texts.joined(separator: "\n"))
      """)
  }

  private func compare(
    _ load: Loaded, _ expected: [ExpectedStep], _ plans: [StepPlan], _ run: Run
  ) {
    // Steps whose results were not there when the plan was made.
    var unsure: Set<Int> = []
    let knownBefore = known
    for (index, step) in load.program.steps.enumerated() {
      let one = expected[index]
      guard case .done(_, _, let action) = run.outcomes[index] else {
        fail("'\(step.name)' has no result: \(run.outcomes[index])")
        continue
      }
      let wanted = expectedAction(of: one)
      if action != wanted { fail("'\(step.name)' had to be \(wanted) and was \(action)") }
      let trained = run.epochs[step.name] ?? 0
      let due = wanted == .cached ? 0 : epochsToTrain(one)
      if step.directive == "fit", trained != due {
        fail("'\(step.name)' trained \(trained) epochs, \(due) were needed")
      }

      // The plan knows all but what an equal result will make needless.
      let planned = plans[index].action
      let waits = step.inputs.contains { unsure.contains($0.step) }
      let isRepeated = expected[..<index].contains { $0.signature == one.signature }
      if waits || !knownBefore.contains(one.signature) { unsure.insert(index) }
      if waits {
        if planned == .cached, !isRepeated {
          fail("'\(step.name)' waits and was planned as cached")
        }
      } else if planned != wanted {
        fail("'\(step.name)' was planned as \(planned) and had to be \(wanted)")
      }
      if planned == .cached, action != .cached { fail("'\(step.name)' ran against the plan") }
      if (planned == .cached) != plans[index].reasons.isEmpty {
        fail("'\(step.name)' is \(planned) for \(plans[index].reasons)")
      }
      note(one, step.name, wanted)
    }
  }

  private func expectedAction(of step: ExpectedStep) -> StepAction {
    if known.contains(step.signature) { return .cached }
    guard let training = step.training else { return .run }
    let kept = positions[step.lineage] ?? []
    return kept.contains { $0 <= training.epochs } ? .resume : .run
  }

  private func epochsToTrain(_ step: ExpectedStep) -> Int {
    guard let training = step.training else { return 0 }
    let kept = (positions[step.lineage] ?? []).filter { $0 <= training.reached }.max()
    return training.reached - (kept ?? training.initialEpoch)
  }

  private func note(_ step: ExpectedStep, _ name: String, _ action: StepAction) {
    known.insert(step.signature)
    var earlier = past[name] ?? []
    earlier.removeAll { $0.signature == step.signature }
    past[name] = Array(([step] + earlier).prefix(8))
    guard action != .cached, let training = step.training else { return }
    positions[step.lineage, default: []].formUnion(
      (training.initialEpoch + 1)...max(training.reached, training.initialEpoch + 1))
  }

  /// Asks `why` of every step that has changed and whose inputs are there.
  private func explain(_ load: Loaded, _ store: ArtifactStore, _ expected: [ExpectedStep]) {
    let executor = executor(load, store)
    for (index, step) in load.program.steps.enumerated() {
      guard let earlier = past[step.name], earlier.first?.kind == expected[index].kind,
        earlier.first?.signature != expected[index].signature,
        let explanation = executor.explanation(of: step.name), explanation.waitingFor.isEmpty
      else { continue }
      let other = earlier.first { $0.signature != expected[index].signature }
      let said = explanation.differences.map { Set($0.map { Self.label($0.name) }) }
      let truth = other.map { expected[index].differences(from: $0) }
      if said != truth {
        fail(
          "why '\(step.name)': said \(said.map { $0.sorted() } ?? []), true is "
            + "\(truth.map { $0.sorted() } ?? [])")
      }
    }
  }

  /// The field that a part of a key belongs to.
  private static func label(_ part: String) -> String {
    guard !part.hasPrefix("input "), !part.hasPrefix("file ") else { return part }
    return part.split(separator: ".").prefix(2).joined(separator: ".")
      .split(separator: "[").first.map(String.init) ?? part
  }

  private func compareResults(_ load: Loaded, _ cached: [StepOutcome], _ fresh: [StepOutcome]) {
    for (index, step) in load.program.steps.enumerated() {
      guard let left = cached[index].artifact, let right = fresh[index].artifact else { continue }
      if left.record != right.record || left.attachments != right.attachments {
        fail("the result of '\(step.name)' is not that of a fresh run")
      }
    }
    let reports = [cached, fresh].map { load.workbench.report(on: load.program, $0) }
    if reports[0].html != reports[1].html { fail("the page is not that of a fresh run") }
    if reports[0].json != reports[1].json { fail("the results are not those of a fresh run") }
  }
}
