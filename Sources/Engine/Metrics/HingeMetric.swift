public import Schemas

/// How far outputs are from the right side of a margin.
///
/// As the loss of this name: targets that are all 0 or 1 become −1 or 1.
///
/// - Source: Keras 3 `Hinge`.
public struct HingeMetric: MarginMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "Hinge", summary: "How far outputs are from the right side of a margin.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "hinge"

  static let loss = Hinge()

  public init() {}
}
