public import Schemas
import Tensors

/// A rate that is multiplied by a factor every so many steps.
///
/// `initial · rateᵖ` with `p = step / decay_steps`, rounded down for a staircase.
///
/// - Source: Keras 3 `ExponentialDecay`.
public struct ExponentialDecay: Schedule {
  var initialLearningRate = 0.0
  var decaySteps = 1
  var decayRate = 0.0
  var staircase = false
  var name = "ExponentialDecay"

  public static let schema = Schema<Self>(
    "ExponentialDecay", summary: "A rate that is multiplied by a factor every so many steps.",
    [
      Field(
        "initial_learning_rate", \.initialLearningRate, .required, .above(0),
        doc: "The rate of the first step."),
      Field(
        "decay_steps", \.decaySteps, .required, .atLeast(1),
        doc: "Steps after which the factor has taken effect once."),
      Field("decay_rate", \.decayRate, .required, .above(0), doc: "The factor."),
      Field("staircase", \.staircase, doc: "Whether the rate changes in jumps."),
      Field("name", \.name, .presentation, doc: "The schedule's name."),
    ])

  public init() {}

  public func rate(at step: Int) -> Double {
    let part = Double(step) / Double(decaySteps)
    return initialLearningRate * PortableMath.pow(decayRate, staircase ? part.rounded(.down) : part)
  }
}
