public import Schemas
public import Tensors

/// The share of the answers “yes” that are right.
///
/// Over all outputs, or those of one class; with a list of thresholds a number for each.
///
/// - Source: Keras 3 `Precision`; strictly above the threshold means yes, and 0 / 0 is 0.
public struct Precision: Metric {
  var thresholds: Thresholds?
  var topK: Int?
  var classID: Int?
  public var name: String?

  public static let schema = Schema<Self>(
    "Precision", summary: "The share of the answers “yes” that are right.",
    [
      Field(
        "thresholds", \.thresholds, .areShares,
        doc: "Above it the answer is yes; 0.5 without top_k."),
      Field("top_k", \.topK, .atLeast(1), doc: "Only the k greatest outputs are answers."),
      Field("class_id", \.classID, .atLeast(0), doc: "The only class that counts."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "precision"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    ThresholdCounts.problem(outputShape, topK: topK, classID: classID)
  }

  public func parts(width: Int) -> MetricParts? { MetricParts(thresholds) }

  private var counts: ThresholdCounts {
    ThresholdCounts(
      ladder: thresholds.map { ThresholdLadder($0.values) } ?? (topK == nil ? .half : .everything),
      topK: topK, classID: classID)
  }

  public func stateSize(width: Int) -> Int { counts.stateSize(width: width) }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    counts.update(batch, &state)
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    counts.numbers(state, \.precision)
  }
}
