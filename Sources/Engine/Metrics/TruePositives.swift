public import Schemas

/// How many answers “yes” are right.
///
/// Over all outputs, by the weights of their examples; with a list of thresholds a number for each.
///
/// - Source: Keras 3 `TruePositives`; strictly above the threshold means yes.
public struct TruePositives: AnswerCountMetric {
  var thresholds: Thresholds?
  public var name: String?

  public static let schema = Schema<Self>(
    "TruePositives", summary: "How many answers “yes” are right.",
    [
      Field(
        "thresholds", \.thresholds, .areShares, doc: "Above it the answer is yes; 0.5 by default."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "true_positives"

  public init() {}

  func number(_ counts: AnswerCounts) -> Double { counts.truePositives }
}
