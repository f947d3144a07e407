public import Schemas
public import Tensors

/// How far predicted probabilities are from the true ones.
///
/// As the loss of this name, whatever the loss of the model is.
///
/// - Source: Keras 3 `KLDivergence`.
public struct KLDivergenceMetric: MeanMetric {
  public var name: String?

  public static let schema = Schema<Self>(
    "KLDivergence", summary: "How far predicted probabilities are from the true ones.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "kl_divergence"

  public init() {}

  public var mode: MonitorMode { .min }

  public func problem(outputShape: Shape, classCount: Int) -> String? { nil }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let (output, target) = (batch.output(example), batch.target(example))
    return output.indices.reduce(0) {
      $0 + KLDivergence.term(Double(output[$1]), Double(target[$1])).loss
    }
  }
}
