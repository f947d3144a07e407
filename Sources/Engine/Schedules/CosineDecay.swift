public import Schemas
import Tensors

/// A rate that falls along half a cosine, after a straight rise if wanted.
///
/// `initial · ((1 − α) · (1 + cos(π · step / decay_steps)) / 2 + α)`; the rise goes from `initial` to
/// `warmup_target` in `warmup_steps`, and the fall then begins at `warmup_target`.
///
/// - Source: I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR
///   2017; Keras 3 `CosineDecay`.
public struct CosineDecay: Schedule {
  var initialLearningRate = 0.0
  var decaySteps = 1
  var alpha = 0.0
  var name = "CosineDecay"
  var warmupTarget: Double?
  var warmupSteps = 0

  public static let schema = Schema<Self>(
    "CosineDecay", summary: "A rate that falls along half a cosine, after a rise if wanted.",
    [
      Field(
        "initial_learning_rate", \.initialLearningRate, .required, .atLeast(0),
        doc: "The rate of the first step."),
      Field("decay_steps", \.decaySteps, .required, .atLeast(1), doc: "Steps of the fall."),
      Field(
        "alpha", \.alpha, .within(0...1), doc: "The share of the rate that is left in the end."),
      Field("name", \.name, .presentation, doc: "The schedule's name."),
      Field("warmup_target", \.warmupTarget, .atLeast(0), doc: "The rate after the rise."),
      Field("warmup_steps", \.warmupSteps, .atLeast(0), doc: "Steps of the rise."),
    ])

  public init() {}

  public func rate(at step: Int) -> Double {
    guard let target = warmupTarget else { return fall(from: initialLearningRate, step) }
    guard step >= warmupSteps else {
      let part = Double(step) / Double(warmupSteps)
      return initialLearningRate + (target - initialLearningRate) * part
    }
    return fall(from: target, step - warmupSteps)
  }

  private func fall(from start: Double, _ step: Int) -> Double {
    let part = Double(min(step, decaySteps)) / Double(decaySteps)
    return start * ((1 - alpha) * 0.5 * (1 + PortableMath.cosOfPi(part)) + alpha)
  }
}
