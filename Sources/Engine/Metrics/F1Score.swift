public import Schemas
public import Tensors

/// The harmonic mean of precision and recall of every class, or their average.
///
/// Without a threshold an example's greatest outputs are its answers; an output of 0 is none.
///
/// - Source: Keras 3 `F1Score`.
public struct F1Score: Metric {
  var average: ClassAverage?
  var threshold: Double?
  public var name: String?

  public static let schema = Schema<Self>(
    "F1Score", summary: "The harmonic mean of precision and recall.",
    [
      Field("average", \.average, doc: "How the classes become one number; None keeps them apart."),
      Field("threshold", \.threshold, .isShare, doc: "Above it the answer is yes."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "f1_score"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    counts.problem(width: outputShape.count)
  }

  public func parts(width: Int) -> MetricParts? { average == nil && width > 1 ? .classes : nil }

  private var counts: FScoreCounts {
    FScoreCounts(average: average, beta: 1, threshold: threshold)
  }

  public func stateSize(width: Int) -> Int { counts.stateSize(width: width) }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    counts.update(batch, &state)
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    counts.numbers(state, width: width)
  }
}
