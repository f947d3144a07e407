/// Right and wrong answers to yes or no, by their weights.
struct AnswerCounts: Equatable {
  /// Answered “yes”, rightly.
  var truePositives = 0.0

  /// Answered “yes”, wrongly.
  var falsePositives = 0.0

  /// Answered “no”, wrongly.
  var falseNegatives = 0.0

  /// Answered “no”, rightly.
  var trueNegatives = 0.0

  /// Answered “yes”.
  var answers: Double { truePositives + falsePositives }

  /// To be answered “yes”.
  var positives: Double { truePositives + falseNegatives }

  /// To be answered “no”.
  var negatives: Double { falsePositives + trueNegatives }

  /// The share of the answers “yes” that are right.
  var precision: Double { Self.ratio(truePositives, answers) }

  /// The share of the true “yes” that are answered so; the sensitivity.
  var recall: Double { Self.ratio(truePositives, positives) }

  /// The share of the true “no” that are answered so.
  var specificity: Double { Self.ratio(trueNegatives, negatives) }

  /// The share of the true “no” that are answered “yes”.
  var falsePositiveRate: Double { Self.ratio(falsePositives, negatives) }

  /// A share, 0 of nothing.
  static func ratio(_ part: Double, _ whole: Double) -> Double { whole == 0 ? 0 : part / whole }
}
