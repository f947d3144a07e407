public import Schemas

/// The mean of the squared differences of logarithms.
///
/// As the loss of this name, whatever the loss of the model is.
///
/// - Source: Keras 3 `MeanSquaredLogarithmicError`.
public struct MeanSquaredLogarithmicErrorMetric: ElementwiseMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "MeanSquaredLogarithmicError", summary: "The mean of the squared differences of logarithms.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "mean_squared_logarithmic_error"

  static let loss = MeanSquaredLogarithmicError()

  public init() {}
}
