public import Schemas

/// A penalty of `l1 · Σ|x|`, which drives small numbers to 0.
///
/// - Source: Keras 3 `L1`; R. Tibshirani, "Regression Shrinkage and Selection via the Lasso", 1996.
public struct L1: Regularizer {
  var l1 = 0.01

  public static let schema = Schema<Self>(
    "L1", summary: "A penalty of l1 · Σ|x|, which drives small numbers to 0.",
    [Field("l1", \.l1, .atLeast(0), doc: "The factor of the absolute values.")])

  public init() {}

  public var absoluteFactor: Double { l1 }

  public var squareFactor: Double { 0 }
}
