public import Schemas

/// How far outputs are from the right side of a margin, squared.
///
/// The mean of `max(1 − t · y, 0)²`; targets that are all 0 or 1 become −1 or 1.
///
/// - Source: Keras 3 `SquaredHinge`.
public struct SquaredHinge: ElementwiseLoss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "squared_hinge"

  public static let schema = Schema<Self>(
    "SquaredHinge", summary: "How far outputs are from the right side of a margin, squared.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "squared_hinge"

  public init() {}

  func prepare(_ targets: UnsafeMutableBufferPointer<Float>) { Hinge.spread(targets) }

  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    let distance = 1 - target * value
    return distance > 0 ? (distance * distance, -2 * distance * target) : (0, 0)
  }
}
