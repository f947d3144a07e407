public import Schemas

/// How far outputs are from the right side of a margin, squared.
///
/// As the loss of this name: targets that are all 0 or 1 become −1 or 1.
///
/// - Source: Keras 3 `SquaredHinge`.
public struct SquaredHingeMetric: MarginMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "SquaredHinge", summary: "How far outputs are from the right side of a margin, squared.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "squared_hinge"

  static let loss = SquaredHinge()

  public init() {}
}
