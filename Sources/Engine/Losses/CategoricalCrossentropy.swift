import CKernels
public import Schemas
public import Tensors

/// The cross-entropy between one-hot classes and predicted probabilities.
///
/// `−Σ t · log p`, with smoothing s: `t = onehot · (1 − s) + s / classes`. From probabilities, p is
/// divided by its sum and clipped to [1e-7, 1 − 1e-7].
///
/// - Source: Keras 3 `CategoricalCrossentropy`.
public struct CategoricalCrossentropy: Loss {
  var fromLogits = false
  var labelSmoothing = 0.0
  var axis = -1
  public var reduction = LossReduction.sumOverBatchSize
  var name = "categorical_crossentropy"

  public static let schema = Schema<Self>(
    "CategoricalCrossentropy",
    summary: "The cross-entropy between one-hot classes and predicted probabilities.",
    [
      Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits."),
      Field(
        "label_smoothing", \.labelSmoothing, .within(0...1),
        doc: "The share that is taken from the true class and given to all."),
      Field("axis", \.axis, .isLast, .presentation, doc: "The axis of the classes: the last one."),
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "categorical_crossentropy"

  public init() {}

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
    let kernel = isFromLogits || fromLogits ? kk_softmax_loss : kk_probability_loss
    let keep = Float(1 - labelSmoothing)
    let share = Float(labelSmoothing / Double(batch.width))
    let targets = batch.targets
    if labelSmoothing > 0 { kk_scale(targets, targets, batch.count * batch.width, keep, share) }
    kernel(
      batch.losses, batch.gradient, batch.values, batch.targets, batch.weights, batch.scale,
      batch.count, batch.width)
  }
}
