public import Schemas

/// The best recall where precision is at least a given one.
///
/// Among evenly spread thresholds; 0 where none reaches it.
///
/// - Source: Keras 3 `RecallAtPrecision`.
public struct RecallAtPrecision: ConstrainedMetric {
  var precision = 0.0
  var thresholdCount = 200
  var classID: Int?
  public var name: String?

  public static let schema = Schema<Self>(
    "RecallAtPrecision", summary: "The best recall where precision is at least a given one.",
    [
      Field("precision", \.precision, .required, .within(0...1), doc: "What is to be reached."),
      Field("num_thresholds", \.thresholdCount, .atLeast(1), doc: "How many thresholds there are."),
      Field("class_id", \.classID, .atLeast(0), doc: "The only class that counts."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "recall_at_precision"

  public init() {}

  var bound: Double { precision }

  func constrained(_ counts: AnswerCounts) -> Double { counts.precision }

  func dependent(_ counts: AnswerCounts) -> Double { counts.recall }
}
