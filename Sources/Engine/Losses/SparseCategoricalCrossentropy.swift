import CKernels
public import Schemas
public import Tensors

/// The cross-entropy between classes given by their index and predicted probabilities.
///
/// `−log p[label]`. From probabilities, p is clipped to [1e-7, 1 − 1e-7] and renormalised.
///
/// - Source: Keras 3 `SparseCategoricalCrossentropy`.
public struct SparseCategoricalCrossentropy: Loss {
  var fromLogits = false

  public static let schema = Schema<Self>(
    "SparseCategoricalCrossentropy",
    summary: "The cross-entropy between classes given by their index and predicted probabilities.",
    [Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits.")])

  public static let word = "sparse_categorical_crossentropy"

  public init() {}

  public func problem(
    outputShape: Shape, classCount: Int, finalActivation: FinalActivation?
  ) -> String? {
    Self.problemWithClasses(outputShape, classCount, needs: classCount)
  }

  public func usesLogits(of finalActivation: FinalActivation?) -> Bool {
    finalActivation == .softmax && !fromLogits
  }

  public func compute(_ batch: LossBatch, isFromLogits: Bool) {
    let kernel = isFromLogits || fromLogits ? kk_sparse_softmax_loss : kk_sparse_probability_loss
    kernel(
      batch.losses, batch.gradient, batch.values, batch.labels, batch.weights, batch.scale,
      batch.count, batch.width)
  }
}
