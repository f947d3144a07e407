public import Schemas

/// The best specificity where sensitivity is at least a given one.
///
/// Among evenly spread thresholds; 0 where none reaches it.
///
/// - Source: Keras 3 `SpecificityAtSensitivity`.
public struct SpecificityAtSensitivity: ConstrainedMetric {
  var sensitivity = 0.0
  var thresholdCount = 200
  var classID: Int?
  public var name: String?

  public static let schema = Schema<Self>(
    "SpecificityAtSensitivity",
    summary: "The best specificity where sensitivity is at least a given one.",
    [
      Field("sensitivity", \.sensitivity, .required, .within(0...1), doc: "What is to be reached."),
      Field("num_thresholds", \.thresholdCount, .atLeast(1), doc: "How many thresholds there are."),
      Field("class_id", \.classID, .atLeast(0), doc: "The only class that counts."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "specificity_at_sensitivity"

  public init() {}

  var bound: Double { sensitivity }

  func constrained(_ counts: AnswerCounts) -> Double { counts.recall }

  func dependent(_ counts: AnswerCounts) -> Double { counts.specificity }
}
