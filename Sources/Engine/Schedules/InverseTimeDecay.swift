public import Schemas

/// A rate that is divided by a number that grows evenly.
///
/// `initial / (1 + rate · p)` with `p = step / decay_steps`, rounded down for a staircase.
///
/// - Source: Keras 3 `InverseTimeDecay`.
public struct InverseTimeDecay: Schedule {
  var initialLearningRate = 0.0
  var decaySteps = 1
  var decayRate = 0.0
  var staircase = false
  var name = "InverseTimeDecay"

  public static let schema = Schema<Self>(
    "InverseTimeDecay", summary: "A rate that is divided by a number that grows evenly.",
    [
      Field(
        "initial_learning_rate", \.initialLearningRate, .required, .above(0),
        doc: "The rate of the first step."),
      Field(
        "decay_steps", \.decaySteps, .required, .atLeast(1),
        doc: "Steps in which the divisor grows by decay_rate."),
      Field("decay_rate", \.decayRate, .required, .atLeast(0), doc: "By how much it grows."),
      Field("staircase", \.staircase, doc: "Whether the rate changes in jumps."),
      Field("name", \.name, .presentation, doc: "The schedule's name."),
    ])

  public init() {}

  public func rate(at step: Int) -> Double {
    let part = Double(step) / Double(decaySteps)
    return initialLearningRate / (1 + decayRate * (staircase ? part.rounded(.down) : part))
  }
}
