public import Schemas

/// A penalty of `l1 · Σ|x| + l2 · Σx²`.
///
/// - Source: Keras 3 `L1L2`; H. Zou, T. Hastie, "Regularization and Variable Selection via the Elastic
///   Net", 2005. By the word `l1_l2` both factors are 0, as in Keras.
public struct L1L2: Regularizer {
  var l1 = 0.0
  var l2 = 0.0

  public static let schema = Schema<Self>(
    "L1L2", summary: "A penalty of l1 · Σ|x| + l2 · Σx².",
    [
      Field("l1", \.l1, .atLeast(0), doc: "The factor of the absolute values."),
      Field("l2", \.l2, .atLeast(0), doc: "The factor of the squares."),
    ])

  public init() {}

  public var absoluteFactor: Double { l1 }

  public var squareFactor: Double { l2 }
}
