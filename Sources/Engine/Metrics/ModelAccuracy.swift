public import Schemas
public import Tensors

/// The share of examples whose class is predicted, by whichever rule fits the model.
///
/// One output: the binary rule with threshold 0.5. Several: the class with the greatest output.
///
/// - Source: Keras 3, the word `accuracy` among the metrics of `compile`.
public struct ModelAccuracy: MeanMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "accuracy", summary: "The share of examples whose class is predicted.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? { nil }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    batch.width == 1
      ? BinaryAccuracy().value(batch, example) : SparseCategoricalAccuracy().value(batch, example)
  }
}
