public import Schemas
import Tensors

/// Between a cross-entropy and an absolute error, for labels that are not all right.
///
/// `(1 − p^q) / q` with the probability p of the true class.
///
/// - Source: Z. Zhang and M. Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with
///   Noisy Labels", NeurIPS 2018; Keras 3 `CategoricalGeneralizedCrossEntropy`.
public struct CategoricalGeneralizedCrossEntropy: RowLoss {
  var q = 0.5
  public var reduction = LossReduction.sumOverBatchSize
  var name = "categorical_generalized_cross_entropy"

  public static let schema = Schema<Self>(
    "CategoricalGeneralizedCrossEntropy",
    summary: "Between a cross-entropy and an absolute error, for labels that are not all right.",
    [
      Field(
        "q", \.q, .above(0), .must("less than 1") { $0 < 1 },
        doc: "Near 0 it is a cross-entropy, near 1 an absolute error."),
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "categorical_generalized_cross_entropy"

  public init() {}

  func compute(
    _ values: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let probability = values.indices.reduce(0) { $0 + Double(values[$1]) * Double(targets[$1]) }
    // The slope at 0 is infinite; beside it the targets that are 0 would give no number.
    let slope = -PortableMath.pow(max(probability, ProbabilityClip.least), q - 1)
    for index in values.indices { gradient[index] = Float(slope * Double(targets[index])) }
    return (1 - PortableMath.pow(probability, q)) / q
  }
}
