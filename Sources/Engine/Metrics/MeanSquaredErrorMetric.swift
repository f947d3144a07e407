public import Schemas
public import Tensors

/// The mean of the squared differences.
///
/// - Source: Keras 3 `MeanSquaredError`.
public struct MeanSquaredErrorMetric: MeanMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "MeanSquaredError", summary: "The mean of the squared differences.",
    [
      Field("name", \.name, doc: "The name of the result.")
    ])

  public static let word = "mean_squared_error"

  public init() {}

  public var mode: MonitorMode { .min }

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    nil
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let (output, target) = (batch.output(example), batch.target(example))
    let sum = zip(output, target).reduce(0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    }
    return sum / Double(batch.width)
  }
}
