import Engine
import Execution
import Formats
import Tensors
import Tuning

/// Settles the hyperparameters of a trial, and trains with them.
struct TrialBody: StepBody {
  let search: TrialSearch
  let plan: TrialPlan

  /// The configuration; nil where it follows from other trials.
  let configuration: Configuration?

  /// The trials that are read.
  var reading: [Int] = []

  func run(_ context: RunContext) throws -> TrialResult {
    let earlier = try reading.map {
      try context.input(TrialSearch.label(ofTrial: $0), as: TrialResult.self)
    }
    let (configuration, origin) = proposal(after: earlier)
    if self.configuration == nil {
      context.remark(
        configuration.entries.map { "\($0.name)=\($0.value)" }.joined(separator: ", "))
    }
    let point: TrialPoint
    do {
      point = try search.template.point(of: configuration)
    } catch {
      return TrialResult(configuration, failure: error.description)
    }
    return try train(point, configuration, from: try origin?.state(), context)
  }

  /// What to try, and the trial that it goes on from; nil for a new training.
  private func proposal(after earlier: [TrialResult]) -> (Configuration, TrialResult?) {
    if let configuration { return (configuration, nil) }
    let outcomes = earlier.map { $0.outcome(search.objective) }
    if case .promoted(_, let rank) = plan.source {
      let chosen = earlier[outcomes.ranking[rank]]
      return (chosen.record.configuration, chosen)
    }
    return (
      search.tuner.proposal(in: search.space, after: outcomes, seed: search.seed), nil
    )
  }

  private func train(
    _ point: TrialPoint, _ configuration: Configuration, from origin: FitState?,
    _ context: RunContext
  ) throws -> TrialResult {
    var settings = point.settings
    if let epochs = plan.epochs { settings.epochs = epochs }
    let objective = search.objective
    settings.callbacks.append(
      ModelCheckpoint(ofBest: objective.metric, objective.mode, to: TrialResult.bestFile))
    let training = Training(settings, on: try FitSources(settings, context), context)
    let weights = try Safetensors.decode(point.start.run(context).weights.bytes())
    let beginning = try training.beginning(context.checkpoints) ?? origin
    let state = try training.run(weights, context.seed, from: beginning, context.checkpoints)
    return try TrialResult(configuration, state, best: objective.best(of: state.record.history))
  }

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    let environment = Environment.of(environment)
    let needs = search.settings.map { $0.memory(in: environment, threadCount: threadCount) }
    return needs.max { $0.byteCount < $1.byteCount } ?? WorkMemory()
  }
}
