public import Schemas
import Tensors

/// The logarithm of the hyperbolic cosine of the differences.
///
/// The mean of `log(cosh(y − t))`, as `d + log(1 + e^(−2d)) − log 2`.
///
/// - Source: Keras 3 `LogCosh`.
public struct LogCosh: ElementwiseLoss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "log_cosh"

  public static let schema = Schema<Self>(
    "LogCosh", summary: "The logarithm of the hyperbolic cosine of the differences.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "log_cosh"

  public init() {}

  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    // An even function: of the size, nothing can overflow.
    let size = abs(value - target)
    let decay = PortableMath.exp(-2 * size)
    let slope = (1 - decay) / (1 + decay)
    return (
      size + PortableMath.log(1 + decay) - PortableMath.log(2), value < target ? -slope : slope
    )
  }
}
