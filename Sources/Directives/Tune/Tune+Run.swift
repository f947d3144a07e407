import Engine
import Execution
import Tuning

/// Puts the trials of a search together and takes the best.
struct TuneBody: StepBody {
  let search: TrialSearch
  let trialCount: Int

  /// Not one trial has a score.
  struct NoScore: Error, CustomStringConvertible {
    var metric: String
    var reason: String?

    var description: String {
      "no trial has a \(metric) that is a number" + (reason.map { ": \($0)" } ?? "")
    }
  }

  func run(_ context: RunContext) throws -> TuneResult {
    let trials = try (0..<trialCount).map {
      try context.input(TrialSearch.label(ofTrial: $0), as: TrialResult.self)
    }
    let outcomes = trials.map { $0.outcome(search.objective) }
    guard let best = outcomes.ranking.first, trials[best].record.score != nil,
      let state = trials[best].record.state
    else {
      throw NoScore(
        metric: search.objective.metric, reason: trials.compactMap(\.record.failure).first)
    }
    let summary = TuneResult.Summary(
      trials: trials.enumerated().map { index, trial in
        TuneResult.Trial(
          number: index + 1, configuration: trial.record.configuration,
          score: trial.record.score, epochs: trial.record.state?.epoch ?? 0,
          failure: trial.record.failure)
      }, best: best, objective: search.objective.metric,
      direction: search.objective.mode.rawValue,
      importance: Tuning.Importance(of: outcomes, in: search.space)?.shares)
    let configuration = trials[best].record.configuration
    let point = try search.template.point(of: configuration)
    var model = ModelResult.Record(of: point.settings.graph)
    model.hyperparameters = configuration
    let fit = FitResult.Record(
      epochs: state.epoch, history: state.history, norms: state.norms,
      stoppedEpoch: state.stoppedEpoch, initialEpoch: 0, iterations: state.iterations,
      learningRate: state.learningRate)
    return TuneResult(
      summary, model: model, fit: fit, weights: try trials[best].bestWeights(),
      optimizer: try trials[best].optimizer())
  }
}
