public import Schemas

/// A penalty of `l2 · Σx²`, which keeps numbers small.
///
/// - Source: Keras 3 `L2`; A. Krogh, J. Hertz, "A Simple Weight Decay Can Improve Generalization", 1991.
public struct L2: Regularizer {
  var l2 = 0.01

  public static let schema = Schema<Self>(
    "L2", summary: "A penalty of l2 · Σx², which keeps numbers small.",
    [Field("l2", \.l2, .atLeast(0), doc: "The factor of the squares.")])

  public init() {}

  public var absoluteFactor: Double { 0 }

  public var squareFactor: Double { l2 }
}
