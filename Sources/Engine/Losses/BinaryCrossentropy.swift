import CKernels
public import Schemas
public import Tensors

/// The cross-entropy of a yes or no: `−t · log p − (1 − t) · log(1 − p)`, the mean over the outputs.
///
/// With smoothing s: `t · (1 − s) + s / 2`. From probabilities, p is clipped to [1e-7, 1 − 1e-7].
///
/// - Source: Keras 3 `BinaryCrossentropy`.
public struct BinaryCrossentropy: Loss {
  var fromLogits = false
  var labelSmoothing = 0.0
  var axis = -1
  public var reduction = LossReduction.sumOverBatchSize
  var name = "binary_crossentropy"

  public static let schema = Schema<Self>(
    "BinaryCrossentropy", summary: "The cross-entropy of a yes or no.",
    [
      Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits."),
      Field(
        "label_smoothing", \.labelSmoothing, .within(0...1),
        doc: "How far the targets are moved towards a half."),
      Field("axis", \.axis, .isLast, .presentation, doc: "The axis of the outputs: the last one."),
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "binary_crossentropy"

  public init() {}

  public func problem(
    outputShape: Shape, classCount: Int, finalActivation: FinalActivation?
  ) -> String? {
    if outputShape == [1], classCount > 2 {
      return "a single output tells two classes apart, the data has \(classCount)"
    }
    return Self.problemWithClasses(
      outputShape, classCount, needs: outputShape == [1] ? 1 : classCount)
  }

  public func usesLogits(of finalActivation: FinalActivation?) -> Bool {
    finalActivation == .sigmoid && !fromLogits
  }

  public var takesLogits: Bool { fromLogits }

  public func compute(_ batch: LossBatch, isFromLogits: Bool) {
    let kernel = isFromLogits || fromLogits ? kk_sigmoid_loss : kk_binary_probability_loss
    let targets = batch.targets
    if labelSmoothing > 0 {
      kk_scale(
        targets, targets, batch.count * batch.width, Float(1 - labelSmoothing),
        Float(labelSmoothing * 0.5))
    }
    kernel(
      batch.losses, batch.gradient, batch.values, batch.targets, batch.weights, batch.scale,
      batch.count, batch.width)
  }
}
