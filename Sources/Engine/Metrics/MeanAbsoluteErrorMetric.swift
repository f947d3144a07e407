public import Schemas
public import Tensors

/// The mean of the absolute differences.
///
/// - Source: Keras 3 `MeanAbsoluteError`.
public struct MeanAbsoluteErrorMetric: MeanMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "MeanAbsoluteError", summary: "The mean of the absolute differences.",
    [
      Field("name", \.name, doc: "The name of the result.")
    ])

  public static let word = "mean_absolute_error"

  public init() {}

  public var mode: MonitorMode { .min }

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    nil
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let (output, target) = (batch.output(example), batch.target(example))
    let sum = zip(output, target).reduce(0) { $0 + abs(Double($1.0) - Double($1.1)) }
    return sum / Double(batch.width)
  }
}
