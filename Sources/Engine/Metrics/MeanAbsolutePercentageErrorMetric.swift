public import Schemas

/// The mean of the absolute differences, in percent of the targets.
///
/// As the loss of this name, whatever the loss of the model is.
///
/// - Source: Keras 3 `MeanAbsolutePercentageError`.
public struct MeanAbsolutePercentageErrorMetric: ElementwiseMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "MeanAbsolutePercentageError",
    summary: "The mean of the absolute differences, in percent of the targets.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "mean_absolute_percentage_error"

  static let loss = MeanAbsolutePercentageError()

  public init() {}
}
