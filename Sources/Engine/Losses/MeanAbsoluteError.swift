public import Schemas

/// The mean of the absolute differences.
///
/// The mean of `|y − t|` over the outputs.
///
/// - Source: Keras 3 `MeanAbsoluteError`; the slope at equality is 0.
public struct MeanAbsoluteError: ElementwiseLoss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "mean_absolute_error"

  public static let schema = Schema<Self>(
    "MeanAbsoluteError", summary: "The mean of the absolute differences.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "mean_absolute_error"

  public init() {}

  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    let difference = value - target
    return (abs(difference), difference > 0 ? 1 : difference < 0 ? -1 : 0)
  }
}
