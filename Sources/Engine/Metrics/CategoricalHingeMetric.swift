public import Schemas
public import Tensors

/// How far the true class is from winning by a margin.
///
/// As the loss of this name, whatever the loss of the model is.
///
/// - Source: Keras 3 `CategoricalHinge`.
public struct CategoricalHingeMetric: MeanMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "CategoricalHinge", summary: "How far the true class is from winning by a margin.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "categorical_hinge"

  public init() {}

  public var mode: MonitorMode { .min }

  public func problem(outputShape: Shape, classCount: Int) -> String? { nil }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    max(CategoricalHinge.distance(batch.output(example), batch.target(example)).distance, 0)
  }
}
