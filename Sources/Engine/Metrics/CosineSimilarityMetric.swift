public import Schemas
public import Tensors

/// How far outputs point where the targets point, 1 where they point alike.
///
/// The loss of this name with the other sign.
///
/// - Source: Keras 3 `CosineSimilarity`.
public struct CosineSimilarityMetric: MeanMetric {
  public var name: String?
  var axis = -1

  public static let schema = Schema<Self>(
    "CosineSimilarity",
    summary: "How far outputs point where the targets point, 1 where they point alike.",
    [
      Field("name", \.name, doc: "The name of the result."),
      Field("axis", \.axis, .isLast, .presentation, doc: "The axis of the outputs: the last one."),
    ])

  public static let word = "cosine_similarity"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? { nil }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    CosineSimilarity.similarity(batch.output(example), batch.target(example))
  }
}
