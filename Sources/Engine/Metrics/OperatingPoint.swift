/// What a threshold makes of scores: everything that scores at least as much is answered “yes”.
public struct OperatingPoint: Sendable, Equatable {
  /// The least score of a “yes”.
  public var threshold: Double

  /// How many answers are right and wrong.
  private var counts: AnswerCounts

  init(threshold: Double, _ counts: AnswerCounts) {
    self.threshold = threshold
    self.counts = counts
  }

  /// The share of the answers “yes” that are right; 0 of none.
  public var precision: Double { counts.precision }

  /// The share of the true “yes” that are found, the sensitivity; 0 of none.
  public var recall: Double { counts.recall }

  /// The share of the true “no” that are answered so; 0 of none.
  public var specificity: Double { counts.specificity }

  /// The harmonic mean of precision and recall; 0 where both are.
  public var f1: Double {
    AnswerCounts.ratio(
      2 * counts.truePositives,
      2 * counts.truePositives + counts.falsePositives + counts.falseNegatives)
  }

  /// Youden's index: how much better than a guess, from −1 to 1.
  ///
  /// - Source: W. J. Youden, “Index for rating diagnostic tests”, 1950.
  public var youden: Double { recall + specificity - 1 }
}

extension ExactCurve {
  /// What a threshold makes of the scores.
  public func operatingPoint(at threshold: Double) -> OperatingPoint {
    // The points fall: the last of those that are not below.
    let reached = points.last { $0.threshold >= threshold } ?? points[0]
    return operatingPoint(of: reached, at: threshold)
  }

  /// The score whose F1 is the highest, of equals the highest one; nil where no answer is “yes”.
  public var bestByF1: OperatingPoint? { best(by: \.f1, where: positives > 0) }

  /// The score that Youden's index likes best, of equals the highest one; nil where one of the answers
  /// does not occur.
  public var bestByYouden: OperatingPoint? {
    best(by: \.youden, where: positives > 0 && negatives > 0)
  }

  private func best(by quality: (OperatingPoint) -> Double, where exists: Bool) -> OperatingPoint? {
    guard exists else { return nil }
    var best: OperatingPoint?
    for point in points.dropFirst() {
      let candidate = operatingPoint(of: point, at: point.threshold)
      if best.map({ quality(candidate) > quality($0) }) ?? true { best = candidate }
    }
    return best
  }

  private func operatingPoint(of point: Point, at threshold: Double) -> OperatingPoint {
    OperatingPoint(
      threshold: threshold,
      AnswerCounts(
        truePositives: point.truePositives, falsePositives: point.falsePositives,
        falseNegatives: positives - point.truePositives,
        trueNegatives: negatives - point.falsePositives))
  }
}
