public import Schemas
import Tensors

/// A rate that falls along half a cosine and starts again, over and over.
///
/// Every stretch is `t_mul` times as long as the one before it and starts at `m_mul` times its rate.
///
/// - Source: I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR
///   2017; Keras 3 `CosineDecayRestarts`.
public struct CosineDecayRestarts: Schedule {
  var initialLearningRate = 0.0
  var firstDecaySteps = 1
  var lengthFactor = 2.0
  var rateFactor = 1.0
  var alpha = 0.0
  var name = "SGDRDecay"

  public static let schema = Schema<Self>(
    "CosineDecayRestarts",
    summary: "A rate that falls along half a cosine and starts again, over and over.",
    [
      Field(
        "initial_learning_rate", \.initialLearningRate, .required, .above(0),
        doc: "The rate of the first step."),
      Field(
        "first_decay_steps", \.firstDecaySteps, .required, .atLeast(1),
        doc: "Steps of the first stretch."),
      Field("t_mul", \.lengthFactor, .atLeast(1), doc: "How much longer the next stretch is."),
      Field(
        "m_mul", \.rateFactor, .above(0), doc: "What the next stretch's rate is multiplied by."),
      Field(
        "alpha", \.alpha, .within(0...1), doc: "The share of the rate that is left in the end."),
      Field("name", \.name, .presentation, doc: "The schedule's name."),
    ])

  public init() {}

  public func rate(at step: Int) -> Double {
    // Stretch by stretch: Keras' logarithm says the same, but for rounding at a boundary.
    var rest = Double(step)
    var length = Double(firstDecaySteps)
    var height = 1.0
    if lengthFactor == 1 {
      // Stretches of one length may be many.
      let stretches = step / firstDecaySteps
      rest -= Double(stretches) * length
      height = PortableMath.power(rateFactor, stretches)
    }
    while rest >= length {
      rest -= length
      length *= lengthFactor
      height *= rateFactor
    }
    let cosine = 0.5 * height * (1 + PortableMath.cosOfPi(rest / length))
    return initialLearningRate * ((1 - alpha) * cosine + alpha)
  }
}
