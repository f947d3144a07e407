public import Schemas

/// The mean of the absolute differences, in percent of the targets.
///
/// The mean of `100 · |y − t| / max(|t|, 1e-7)` over the outputs.
///
/// - Source: Keras 3 `MeanAbsolutePercentageError`.
public struct MeanAbsolutePercentageError: ElementwiseLoss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "mean_absolute_percentage_error"

  public static let schema = Schema<Self>(
    "MeanAbsolutePercentageError",
    summary: "The mean of the absolute differences, in percent of the targets.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "mean_absolute_percentage_error"

  public init() {}

  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    let share = 100 / max(abs(target), ProbabilityClip.least)
    let difference = value - target
    return (abs(difference) * share, difference > 0 ? share : difference < 0 ? -share : 0)
  }
}
