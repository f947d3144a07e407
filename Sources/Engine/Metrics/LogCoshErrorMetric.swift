public import Schemas

/// The logarithm of the hyperbolic cosine of the differences.
///
/// As the loss `LogCosh`, whatever the loss of the model is.
///
/// - Source: Keras 3 `LogCoshError`.
public struct LogCoshErrorMetric: ElementwiseMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "LogCoshError", summary: "The logarithm of the hyperbolic cosine of the differences.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "logcosh"

  static let loss = LogCosh()

  public init() {}
}
