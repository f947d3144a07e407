public import Schemas

/// The negative logarithm of a Poisson likelihood.
///
/// As the loss of this name, whatever the loss of the model is.
///
/// - Source: Keras 3 `Poisson`.
public struct PoissonMetric: ElementwiseMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "Poisson", summary: "The negative logarithm of a Poisson likelihood.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "poisson"

  static let loss = Poisson()

  public init() {}
}
