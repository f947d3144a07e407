public import Schemas
import Tensors

/// A rate that falls to an end along a power.
///
/// `(initial − end) · (1 − step / decay_steps)^power + end`; with `cycle` it begins anew, over ever
/// longer stretches.
///
/// - Source: Keras 3 `PolynomialDecay`.
public struct PolynomialDecay: Schedule {
  var initialLearningRate = 0.0
  var decaySteps = 1
  var endLearningRate = 0.0001
  var power = 1.0
  var cycle = false
  var name = "PolynomialDecay"

  public static let schema = Schema<Self>(
    "PolynomialDecay", summary: "A rate that falls to an end along a power.",
    [
      Field(
        "initial_learning_rate", \.initialLearningRate, .required, .above(0),
        doc: "The rate of the first step."),
      Field("decay_steps", \.decaySteps, .required, .atLeast(1), doc: "Steps to the end."),
      Field("end_learning_rate", \.endLearningRate, .atLeast(0), doc: "The rate at the end."),
      Field("power", \.power, .above(0), doc: "The power; 1 is a straight line."),
      Field("cycle", \.cycle, doc: "Whether the rate rises again after the end."),
      Field("name", \.name, .presentation, doc: "The schedule's name."),
    ])

  public init() {}

  public func rate(at step: Int) -> Double {
    let stretches = cycle ? max((Double(step) / Double(decaySteps)).rounded(.up), 1) : 1
    let length = Double(decaySteps) * stretches
    let rest = 1 - min(Double(step), length) / length
    return (initialLearningRate - endLearningRate) * PortableMath.pow(rest, power)
      + endLearningRate
  }
}
