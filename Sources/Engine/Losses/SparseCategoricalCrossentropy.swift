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
  var ignoreClass: Int?
  public var reduction = LossReduction.sumOverBatchSize
  var axis = -1
  var name = "sparse_categorical_crossentropy"

  public static let schema = Schema<Self>(
    "SparseCategoricalCrossentropy",
    summary: "The cross-entropy between classes given by their index and predicted probabilities.",
    [
      Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits."),
      Field("ignore_class", \.ignoreClass, doc: "A label whose examples do not count."),
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("axis", \.axis, .isLast, .presentation, doc: "The axis of the classes: the last one."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "sparse_categorical_crossentropy"

  public init() {}

  public var ignoredLabel: Int32? { ignoreClass.flatMap { Int32(exactly: $0) } }

  public func problem(
    outputShape: Shape, classCount: Int, finalActivation: FinalActivation?
  ) -> String? {
    Self.problemWithClasses(outputShape, classCount, needs: classCount)
  }

  public func usesLogits(of finalActivation: FinalActivation?) -> Bool {
    finalActivation == .softmax && !fromLogits
  }

  public var takesLogits: Bool { fromLogits }

  public func compute(_ batch: LossBatch, isFromLogits: Bool) {
    let kernel = isFromLogits || fromLogits ? kk_sparse_softmax_loss : kk_sparse_probability_loss
    kernel(
      batch.losses, batch.gradient, batch.values, batch.labels, batch.weights, batch.scale,
      batch.count, batch.width, ignoredLabel ?? .min)
  }
}
