public import Schemas
public import Tensors

/// How many answers “no” are right.
///
/// Over all outputs, by the weights of their examples; with a list of thresholds a number for each.
///
/// - Source: Keras 3 `TrueNegatives`; strictly above the threshold means yes.
public struct TrueNegatives: Metric {
  var thresholds: Thresholds?
  public var name: String?

  public static let schema = Schema<Self>(
    "TrueNegatives", summary: "How many answers “no” are right.",
    [
      Field(
        "thresholds", \.thresholds, .areShares, doc: "Above it the answer is yes; 0.5 by default."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "true_negatives"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? { nil }

  public func parts(width: Int) -> MetricParts? { MetricParts(thresholds) }

  private var counts: ThresholdCounts {
    ThresholdCounts(ladder: ThresholdLadder(thresholds?.values ?? [0.5]))
  }

  public func stateSize(width: Int) -> Int { counts.stateSize(width: width) }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    counts.update(batch, &state)
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    counts.numbers(state, \.trueNegatives)
  }
}
