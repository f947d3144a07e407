public import Schemas

/// Tries configurations drawn at random, no two the same.
///
/// - Source: KerasTuner `RandomSearch`; Bergstra & Bengio 2012.
public struct RandomSearch: Tuner {
  public var objective = Objective()
  var maxTrials = 10
  public var seed: Int?

  public static let schema = Schema<Self>(
    "RandomSearch", summary: "Tries configurations drawn at random, no two the same.",
    [
      Field("objective", \.objective, .required, doc: "What a trial is judged by."),
      Field("max_trials", \.maxTrials, .extent, .atLeast(1), doc: "How many trials there are."),
      Field("seed", \.seed, doc: "The seed of the draws; by default the notebook's."),
    ])

  public init() {}

  public func plan(for space: SearchSpace, seed: UInt64) -> [TrialPlan] {
    RandomDraws(space, seed: seed).configurations(maxTrials).map { TrialPlan(.settled($0)) }
  }
}
