public import Schemas
public import Tensors

/// The share of outputs on the right side of a threshold.
///
/// Strictly above the threshold means yes.
///
/// - Source: Keras 3 `BinaryAccuracy`.
public struct BinaryAccuracy: MeanMetric {
  public var name: String?
  var threshold = 0.5

  public static let schema = Schema<Self>(
    "BinaryAccuracy", summary: "The share of outputs on the right side of a threshold.",
    [
      Field("name", \.name, doc: "The name of the result."),
      Field("threshold", \.threshold, doc: "Above it the answer is yes."),
    ])

  public static let word = "binary_accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    outputShape == [1] ? nil : "needs a model with one output, this one has \(outputShape)"
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let (output, target) = (batch.output(example), batch.target(example))
    let right = zip(output, target).count { ($0 > Float(threshold) ? 1 : 0) == $1 }
    return Double(right) / Double(batch.width)
  }
}
