public import Schemas

/// Squared differences near the target, absolute ones far from it.
///
/// The mean of `d² / 2` where `|d| ≤ δ`, and of `δ |d| − δ² / 2` elsewhere.
///
/// - Source: P. J. Huber, "Robust Estimation of a Location Parameter", 1964; Keras 3 `Huber`.
public struct Huber: ElementwiseLoss {
  var delta = 1.0
  public var reduction = LossReduction.sumOverBatchSize
  var name = "huber"

  public static let schema = Schema<Self>(
    "Huber", summary: "Squared differences near the target, absolute ones far from it.",
    [
      Field("delta", \.delta, .above(0), doc: "Where squares end."),
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "huber"

  public init() {}

  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    let difference = value - target
    if abs(difference) <= delta { return (difference * difference / 2, difference) }
    return (delta * abs(difference) - delta * delta / 2, difference > 0 ? delta : -delta)
  }
}
