public import Schemas
public import Tensors

/// The share of examples whose class has the greatest output.
///
/// - Source: Keras 3 `SparseCategoricalAccuracy`.
public struct SparseCategoricalAccuracy: MeanMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "SparseCategoricalAccuracy",
    summary: "The share of examples whose class has the greatest output.",
    [
      Field("name", \.name, doc: "The name of the result.")
    ])

  public static let word = "sparse_categorical_accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    ClassifierShape.problem(outputShape)
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    batch.output(example).greatest == Int(batch.labels[example]) ? 1 : 0
  }
}
