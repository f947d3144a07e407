public import Schemas
import Tensors

/// How far predicted probabilities are from the true ones.
///
/// `Σ t · log(t / y)`, both clipped to [1e-7, 1].
///
/// - Source: Keras 3 `KLDivergence`.
public struct KLDivergence: RowLoss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "kl_divergence"

  public static let schema = Schema<Self>(
    "KLDivergence", summary: "How far predicted probabilities are from the true ones.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "kl_divergence"

  public init() {}

  func compute(
    _ values: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    var sum = 0.0
    for index in values.indices {
      let (loss, slope) = Self.term(Double(values[index]), Double(targets[index]))
      sum += loss
      gradient[index] = Float(slope)
    }
    return sum
  }

  /// What an output adds, and the derivative of that by the output.
  static func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    let target = ProbabilityClip.clip(target, to: 1).value
    let (value, moves) = ProbabilityClip.clip(value, to: 1)
    return (target * PortableMath.log(target / value), moves ? -target / value : 0)
  }
}
