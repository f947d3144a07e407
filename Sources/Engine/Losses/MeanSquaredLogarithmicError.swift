public import Schemas
import Tensors

/// The mean of the squared differences of logarithms.
///
/// The mean of `(log(1 + y) − log(1 + t))²` over the outputs, y and t not below 1e-7.
///
/// - Source: Keras 3 `MeanSquaredLogarithmicError`.
public struct MeanSquaredLogarithmicError: ElementwiseLoss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "mean_squared_logarithmic_error"

  public static let schema = Schema<Self>(
    "MeanSquaredLogarithmicError", summary: "The mean of the squared differences of logarithms.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "mean_squared_logarithmic_error"

  public init() {}

  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    let least = ProbabilityClip.least
    let difference =
      PortableMath.log(1 + max(value, least)) - PortableMath.log(1 + max(target, least))
    return (difference * difference, value > least ? 2 * difference / (1 + value) : 0)
  }
}
