public import Schemas
public import Tensors

/// The area under the ROC or the precision-recall curve, through points at given thresholds.
///
/// - Source: Keras 3 `AUC`: 200 thresholds from just below 0 to just above 1, trapezoids under the
///   ROC curve, and under the other J. Davis' and M. Goadrich's interpolation ("The Relationship
///   Between Precision-Recall and ROC Curves", ICML 2006).
public struct AUC: Metric {
  var thresholdCount = 200
  var curve = Curve.receiverOperatingCharacteristic
  var summationMethod = SummationMethod.interpolation
  public var name: String?
  var thresholds: [Double]?
  var treatsLabelsApart = false
  var labelCount: Int?
  var labelWeights: [Double]?
  var fromLogits = false

  public static let schema = Schema<Self>(
    "AUC", summary: "The area under the ROC or the precision-recall curve.",
    [
      Field("num_thresholds", \.thresholdCount, .atLeast(2), doc: "How many thresholds there are."),
      Field("curve", \.curve, doc: "The curve."),
      Field("summation_method", \.summationMethod, doc: "How the area between points is taken."),
      Field("name", \.name, doc: "The name of the result."),
      Field("thresholds", \.thresholds, doc: "The thresholds, in place of evenly spaced ones."),
      Field(
        "multi_label", \.treatsLabelsApart, doc: "Whether every output has a curve of its own."),
      Field("num_labels", \.labelCount, .atLeast(1), doc: "The outputs; known from the model."),
      Field("label_weights", \.labelWeights, doc: "The weight of every output's area."),
      Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits."),
    ])

  public static let word = "auc"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    if let labelCount, labelCount != outputShape.count {
      return "has num_labels \(labelCount), the model has \(outputShape.count) outputs"
    }
    guard let labelWeights, labelWeights.count != outputShape.count else { return nil }
    return "has \(labelWeights.count) label_weights for \(outputShape.count) outputs"
  }

  private var counts: ThresholdCounts {
    ThresholdCounts(
      ladder: thresholds.map { ThresholdLadder(between: $0) }
        ?? ThresholdLadder(evenly: thresholdCount, hasMargins: true),
      treatsLabelsApart: treatsLabelsApart,
      labelWeights: treatsLabelsApart ? nil : labelWeights, fromLogits: fromLogits)
  }

  public func stateSize(width: Int) -> Int { counts.stateSize(width: width) }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    counts.update(batch, &state)
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    let counts = counts
    let areas = (0..<(treatsLabelsApart ? width : 1)).map {
      area(CurvePoints(counts: counts.points(state, curve: $0)))
    }
    guard treatsLabelsApart, let labelWeights else {
      return [areas.reduce(0, +) / Double(areas.count)]
    }
    let weighted = zip(areas, labelWeights).reduce(0) { $0 + $1.0 * $1.1 }
    return [AnswerCounts.ratio(weighted, labelWeights.reduce(0, +))]
  }

  private func area(_ points: CurvePoints) -> Double {
    switch curve {
    case .receiverOperatingCharacteristic:
      points.area(by: summationMethod, across: \.falsePositiveRate, up: \.recall)
    case .precisionRecall:
      summationMethod == .interpolation
        ? points.interpolatedPrecisionRecallArea
        : points.area(by: summationMethod, across: \.recall, up: \.precision)
    case .precisionRecallGain:
      points.area(by: summationMethod, across: \.recallGain, up: \.precisionGain)
    }
  }
}

extension AUC {
  /// The curve.
  public enum Curve: String, WordValue {
    /// True against false positives.
    case receiverOperatingCharacteristic = "ROC"
    /// Precision against recall.
    case precisionRecall = "PR"
    /// Their gains over answering always “yes”.
    case precisionRecallGain = "PRGAIN"
  }

  /// How the area between two points is taken.
  public enum SummationMethod: String, WordValue {
    /// By the middle, or along the true curve.
    case interpolation
    /// By the lower point.
    case minoring
    /// By the higher point.
    case majoring
  }
}

/// Counts at rising thresholds, and the areas under their curves.
private struct CurvePoints {
  let counts: [AnswerCounts]

  func area(
    by method: AUC.SummationMethod, across x: KeyPath<AnswerCounts, Double>,
    up y: KeyPath<AnswerCounts, Double>
  ) -> Double {
    zip(counts, counts.dropFirst()).reduce(0) { sum, pair in
      let (before, after) = (pair.0[keyPath: y], pair.1[keyPath: y])
      let height =
        switch method {
        case .interpolation: (before + after) / 2
        case .minoring: min(before, after)
        case .majoring: max(before, after)
        }
      return sum + (pair.0[keyPath: x] - pair.1[keyPath: x]) * height
    }
  }

  /// Between two points true positives grow evenly with the answers, and precision does not.
  var interpolatedPrecisionRecallArea: Double {
    zip(counts, counts.dropFirst()).reduce(0) { sum, pair in
      let (before, after) = pair
      let gained = before.truePositives - after.truePositives
      let slope = AnswerCounts.ratio(gained, max(before.answers - after.answers, 0))
      let intercept = after.truePositives - slope * after.answers
      let growth =
        before.answers > 0 && after.answers > 0 ? before.answers / after.answers : 1
      let step = slope * (gained + intercept * PortableMath.log(growth))
      return sum + AnswerCounts.ratio(step, max(after.positives, 0))
    }
  }
}

extension AnswerCounts {
  /// By how much recall is better than that of answering always “yes”, on a harmonic scale.
  fileprivate var recallGain: Double {
    truePositives == 0 ? 0 : max(1 - prevalence * falseNegatives / truePositives, 0)
  }

  /// By how much precision is better than that of answering always “yes”, on a harmonic scale.
  fileprivate var precisionGain: Double {
    truePositives == 0 ? 1 : 1 - prevalence * falsePositives / truePositives
  }

  private var prevalence: Double { Self.ratio(positives, negatives) }
}
