public import Schemas
public import Tensors

/// The share of outputs that equal their labels to the bit.
///
/// The word `accuracy` in `metrics:` means the rule that fits the model: `ModelAccuracy`.
///
/// - Source: Keras 3 `Accuracy`.
public struct Accuracy: MeanMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "Accuracy", summary: "The share of outputs that equal their labels to the bit.",
    [
      Field("name", \.name, doc: "The name of the result.")
    ])

  public static let word = "accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    nil
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let (output, target) = (batch.output(example), batch.target(example))
    return Double(zip(output, target).count { $0 == $1 }) / Double(batch.width)
  }
}
