public import Schemas
public import Tensors

/// The share of examples whose one-hot class is among the k greatest outputs.
///
/// Right when fewer than k outputs are strictly greater than the true class.
///
/// - Source: Keras 3 `TopKCategoricalAccuracy`.
public struct TopKCategoricalAccuracy: MeanMetric {
  public var name: String?
  var k = 5

  public static let schema = Schema<Self>(
    "TopKCategoricalAccuracy",
    summary: "The share of examples whose one-hot class is among the k greatest outputs.",
    [
      Field("k", \.k, .atLeast(1), doc: "How many outputs count."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "top_k_categorical_accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    ClassifierShape.problem(outputShape)
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let output = batch.output(example)
    let own = output[batch.target(example).greatest]
    return output.count { $0 > own } < k ? 1 : 0
  }
}
