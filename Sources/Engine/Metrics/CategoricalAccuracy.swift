public import Schemas
public import Tensors

/// The share of examples whose one-hot class has the greatest output.
///
/// - Source: Keras 3 `CategoricalAccuracy`.
public struct CategoricalAccuracy: MeanMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "CategoricalAccuracy",
    summary: "The share of examples whose one-hot class has the greatest output.",
    [
      Field("name", \.name, doc: "The name of the result.")
    ])

  public static let word = "categorical_accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    ClassifierShape.problem(outputShape)
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    batch.output(example).greatest == batch.target(example).greatest ? 1 : 0
  }
}
