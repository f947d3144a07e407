/// The ROC and the precision-recall curve through every distinct score, for reports.
///
/// - Source: scikit-learn's `roc_curve`, `precision_recall_curve`, `roc_auc_score` and
///   `average_precision_score`, with which it agrees.
public struct ExactCurve: Sendable, Equatable {
  /// A point: what is answered “yes” when everything is that scores at least this.
  public struct Point: Sendable, Equatable {
    /// The score; infinite at the first point, where nothing is answered “yes”.
    public var threshold: Double
    /// Weighted examples that are rightly answered “yes”.
    public var truePositives: Double
    /// Weighted examples that are wrongly answered “yes”.
    public var falsePositives: Double
  }

  /// The points in falling order of the threshold.
  public let points: [Point]

  /// The curve of scores.
  ///
  /// - Parameters:
  ///   - scores: A score for every example.
  ///   - truth: Whether the true answer is “yes”.
  ///   - weights: A weight for every example; nil for 1.
  public init(scores: [Double], truth: [Bool], weights: [Double]? = nil) {
    precondition(scores.count == truth.count, "\(scores.count) scores, \(truth.count) answers")
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var points = [Point(threshold: .infinity, truePositives: 0, falsePositives: 0)]
    var last = points[0]
    for (place, index) in order.enumerated() {
      last.threshold = scores[index]
      let weight = weights?[index] ?? 1
      if truth[index] { last.truePositives += weight } else { last.falsePositives += weight }
      let isLastOfEquals = place + 1 == order.count || scores[order[place + 1]] != scores[index]
      if isLastOfEquals { points.append(last) }
    }
    self.points = points
  }

  var positives: Double { points.last?.truePositives ?? 0 }

  var negatives: Double { points.last?.falsePositives ?? 0 }

  /// The area under the ROC curve; nil where one of the answers does not occur.
  public var areaUnderROC: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    return zip(points, points.dropFirst()).reduce(0) { sum, pair in
      let width = pair.1.falsePositives - pair.0.falsePositives
      return sum + width * (pair.0.truePositives + pair.1.truePositives) / 2
    } / (positives * negatives)
  }

  /// The mean of precision over the steps of recall; nil where no answer is “yes”.
  public var averagePrecision: Double? {
    guard positives > 0 else { return nil }
    return zip(points, points.dropFirst()).reduce(0) { sum, pair in
      let gained = pair.1.truePositives - pair.0.truePositives
      return sum + gained / positives * pair.1.truePositives
        / (pair.1.truePositives + pair.1.falsePositives)
    }
  }

  /// A point of a drawn curve, both numbers in `[0, 1]`.
  public typealias DrawnPoint = (x: Double, y: Double)

  /// The rate of false positives and that of true ones, from (0, 0) to (1, 1); 0 / 0 is 0.
  public var receiverOperatingCharacteristic: [DrawnPoint] {
    points.map {
      (
        AnswerCounts.ratio($0.falsePositives, negatives),
        AnswerCounts.ratio($0.truePositives, positives)
      )
    }
  }

  /// Recall and precision of every score, recall rising; 0 / 0 is 0.
  public var precisionRecall: [DrawnPoint] {
    points.dropFirst().map {
      (
        AnswerCounts.ratio($0.truePositives, positives),
        AnswerCounts.ratio($0.truePositives, $0.truePositives + $0.falsePositives)
      )
    }
  }

  /// The same as steps, every gain of recall at its own precision.
  ///
  /// The area below them is `averagePrecision`; below straight lines it would be too large, as a
  /// precision between two scores cannot be had.
  public var precisionRecallSteps: [DrawnPoint] {
    var recall = 0.0
    return precisionRecall.flatMap { point in
      defer { recall = point.x }
      return [(recall, point.y), point]
    }
  }
}
