public import Schemas
import Tensors

/// The negative logarithm of a Poisson likelihood.
///
/// The mean of `y − t · log(y + 1e-7)`.
///
/// - Source: Keras 3 `Poisson`.
public struct Poisson: ElementwiseLoss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "poisson"

  public static let schema = Schema<Self>(
    "Poisson", summary: "The negative logarithm of a Poisson likelihood.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "poisson"

  public init() {}

  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    let shifted = value + ProbabilityClip.least
    return (value - target * PortableMath.log(shifted), 1 - target / shifted)
  }
}
