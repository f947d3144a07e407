public import Schemas

/// How many answers “no” are wrong.
///
/// Over all outputs, by the weights of their examples; with a list of thresholds a number for each.
///
/// - Source: Keras 3 `FalseNegatives`; strictly above the threshold means yes.
public struct FalseNegatives: AnswerCountMetric {
  var thresholds: Thresholds?
  public var name: String?

  public static let schema = Schema<Self>(
    "FalseNegatives", summary: "How many answers “no” are wrong.",
    [
      Field(
        "thresholds", \.thresholds, .areShares, doc: "Above it the answer is yes; 0.5 by default."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "false_negatives"

  public init() {}

  public var mode: MonitorMode { .min }

  func number(_ counts: AnswerCounts) -> Double { counts.falseNegatives }
}
