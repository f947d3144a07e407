public import Schemas

/// How far outputs are from the right side of a margin.
///
/// The mean of `max(1 − t · y, 0)`; targets that are all 0 or 1 become −1 or 1.
///
/// - Source: Keras 3 `Hinge`.
public struct Hinge: ElementwiseLoss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "hinge"

  public static let schema = Schema<Self>(
    "Hinge", summary: "How far outputs are from the right side of a margin.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "hinge"

  public init() {}

  func prepare(_ targets: UnsafeMutableBufferPointer<Float>) { Self.spread(targets) }

  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    let distance = 1 - target * value
    return distance > 0 ? (distance, -target) : (0, 0)
  }

  /// Makes 0 and 1 to −1 and 1, where there is nothing else.
  static func spread(_ targets: UnsafeMutableBufferPointer<Float>) {
    guard targets.allSatisfy({ $0 == 0 || $0 == 1 }) else { return }
    for index in targets.indices { targets[index] = 2 * targets[index] - 1 }
  }
}
