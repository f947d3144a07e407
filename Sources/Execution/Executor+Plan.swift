import Diagnostics
import Notebooks

extension Executor {
  /// Says what a run would do with every step.
  ///
  /// What depends on a step that has to run is said to run too; whether it will is known only when
  /// the step has its result. Work that an earlier step of the notebook does as well is done once.
  ///
  /// - Returns: A plan for every step, in order.
  public func plan() -> [StepPlan] {
    var plans: [StepPlan] = []
    var outcomes: [StepOutcome] = []
    // The keys of what will run; of a step whose inputs are not there, a key made of their keys.
    var coming: [Digest?] = []
    var doers: [Digest: Int] = [:]
    let history = RunHistory(of: program.notebook.file.path, in: store)
    for (index, step) in program.steps.enumerated() {
      var plan = StepPlan(step: index, action: .run, reasons: [])
      var outcome = StepOutcome.absent
      var key: Digest?
      let waiting = step.inputs.filter { outcomes[$0.step].artifact == nil }
      if waiting.isEmpty {
        switch lookUp(step, outcomes, history) {
        case .found(let artifact, let found):
          plan.action = .cached
          outcome = .done(artifact, key: found, action: .cached)
        case .toRun(let parts, let action, let reasons):
          (plan.action, plan.reasons) = (action, reasons)
          plan.remarks = remarks(on: step, parts, outcomes)
          key = parts.key
        case .impossible(let diagnostic): plan.reasons = [diagnostic.message]
        }
      } else {
        let names = waiting.map { program.steps[$0.step].name }.unique
        plan.reasons =
          (ownDifferences(step, history) ?? []).map(\.text)
          + ["depends on \(Self.listed(names)), which \(names.count == 1 ? "runs" : "run")"]
        plan.remarks = remarks(on: step, nil, outcomes)
        key = try? parts(of: step, outcomes, coming: coming).key
      }
      if let known = key, let doer = doers[known], !isForced(step) {
        plan.action = .cached
        plan.reasons = []
        plan.remarks = []
        key = coming[doer]
      } else if let known = key {
        doers[known] = index
      }
      plans.append(plan)
      outcomes.append(outcome)
      coming.append(key)
    }
    return plans
  }

  /// More names than these tell a person nothing.
  private static let mostNames = 4

  private static func listed(_ names: [String]) -> String {
    guard names.count > mostNames else { return names.joined(separator: ", ") }
    let first = names.prefix(mostNames - 1).joined(separator: ", ")
    return "\(first) and \(names.count - mostNames + 1) more"
  }

  /// What the work of a step has to say before it is done.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - parts: The parts of its key; nil where an input has no result yet.
  ///   - outcomes: How the steps before it ended.
  /// - Returns: The remarks.
  func remarks(on step: Step, _ parts: [KeyPart]?, _ outcomes: [StepOutcome]) -> [String] {
    let context = parts.map { parts in
      var inputs: [String: ArtifactBytes] = [:]
      for input in step.inputs { inputs[input.label] = outcomes[input.step].artifact }
      return self.context(for: step, parts, inputs)
    }
    return step.body.remarks(in: program.environment, context)
  }
}
