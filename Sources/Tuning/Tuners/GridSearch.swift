public import Schemas

/// Tries all configurations in order: defaults first, the last hyperparameter changing fastest.
///
/// A range without steps is represented by ten of its numbers.
///
/// - Source: KerasTuner `GridSearch`.
public struct GridSearch: Tuner {
  public var objective = Objective()
  var maxTrials: Int?
  public var seed: Int?

  public static let schema = Schema<Self>(
    "GridSearch", summary: "Tries all configurations in order.",
    [
      Field("objective", \.objective, .required, doc: "What a trial is judged by."),
      Field(
        "max_trials", \.maxTrials, .extent, .atLeast(1),
        doc: "How many trials there are at most; by default all."),
      Field("seed", \.seed, .presentation, doc: "Accepted and of no effect: nothing is drawn."),
    ])

  public init() {}

  /// More trials than this are a mistake rather than a plan.
  public static let mostTrials = 10_000

  public func plan(for space: SearchSpace, seed: UInt64) -> [TrialPlan] {
    space.grid(upTo: maxTrials ?? Self.mostTrials).map { TrialPlan(.settled($0)) }
  }
}
