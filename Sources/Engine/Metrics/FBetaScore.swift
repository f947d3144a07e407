public import Schemas
public import Tensors

/// The mean of precision and recall of every class, recall counting β times as much, or their average.
///
/// `(1 + β²) · precision · recall / (β² · precision + recall)`. Without a threshold an example's
/// greatest outputs are its answers; an output of 0 is none.
///
/// - Source: Keras 3 `FBetaScore`.
public struct FBetaScore: Metric {
  var average: ClassAverage?
  var beta = 1.0
  var threshold: Double?
  public var name: String?

  public static let schema = Schema<Self>(
    "FBetaScore", summary: "The mean of precision and recall, recall counting β times as much.",
    [
      Field("average", \.average, doc: "How the classes become one number; None keeps them apart."),
      Field("beta", \.beta, .above(0), doc: "How much recall counts."),
      Field("threshold", \.threshold, .isShare, doc: "Above it the answer is yes."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "fbeta_score"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    counts.problem(width: outputShape.count)
  }

  public func parts(width: Int) -> MetricParts? { average == nil && width > 1 ? .classes : nil }

  private var counts: FScoreCounts {
    FScoreCounts(average: average, beta: beta, threshold: threshold)
  }

  public func stateSize(width: Int) -> Int { counts.stateSize(width: width) }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    counts.update(batch, &state)
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    counts.numbers(state, width: width)
  }
}
