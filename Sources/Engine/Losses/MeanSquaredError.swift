import CKernels
public import Schemas
public import Tensors

/// The mean of `(y − t)²` over the outputs, against one-hot classes (0 and 1 for a single output).
///
/// - Source: Keras 3 `MeanSquaredError`.
public struct MeanSquaredError: Loss {
  public var reduction = LossReduction.sumOverBatchSize
  var name = "mean_squared_error"

  public static let schema = Schema<Self>(
    "MeanSquaredError", summary: "The mean of the squared differences.",
    [
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "mean_squared_error"

  public init() {}

  public func problem(
    outputShape: Shape, classCount: Int, finalActivation: FinalActivation?
  ) -> String? {
    Self.problemWithClasses(
      outputShape, classCount, needs: outputShape == [1] ? 1 : classCount)
  }

  public func compute(_ batch: LossBatch, isFromLogits: Bool) {
    kk_squared_loss(
      batch.losses, batch.gradient, batch.values, batch.targets, batch.weights, batch.scale,
      batch.count, batch.width)
  }
}
