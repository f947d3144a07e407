public import Schemas
public import Tensors

/// The root of the mean of the squared differences.
///
/// - Source: Keras 3 `RootMeanSquaredError`.
public struct RootMeanSquaredError: Metric {
  public var name: String?

  public static let schema = Schema<Self>(
    "RootMeanSquaredError", summary: "The root of the mean of the squared differences.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "root_mean_squared_error"

  public init() {}

  public var mode: MonitorMode { .min }

  public func problem(outputShape: Shape, classCount: Int) -> String? { nil }

  private let mean = MeanSquaredErrorMetric()

  public func stateSize(width: Int) -> Int { mean.stateSize(width: width) }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) { mean.update(batch, &state) }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    mean.numbers(state, width: width).map { $0.squareRoot() }
  }
}
