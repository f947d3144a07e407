public import Schemas

/// The best precision where recall is at least a given one.
///
/// Among evenly spread thresholds; 0 where none reaches it.
///
/// - Source: Keras 3 `PrecisionAtRecall`.
public struct PrecisionAtRecall: ConstrainedMetric {
  var recall = 0.0
  var thresholdCount = 200
  var classID: Int?
  public var name: String?

  public static let schema = Schema<Self>(
    "PrecisionAtRecall", summary: "The best precision where recall is at least a given one.",
    [
      Field("recall", \.recall, .required, .within(0...1), doc: "What is to be reached."),
      Field("num_thresholds", \.thresholdCount, .atLeast(1), doc: "How many thresholds there are."),
      Field("class_id", \.classID, .atLeast(0), doc: "The only class that counts."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "precision_at_recall"

  public init() {}

  var bound: Double { recall }

  func constrained(_ counts: AnswerCounts) -> Double { counts.recall }

  func dependent(_ counts: AnswerCounts) -> Double { counts.precision }
}
