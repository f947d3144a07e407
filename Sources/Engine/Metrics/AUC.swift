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
    guard let labelWeights, labelWeights.count != outputShape.count else { return nil }
    return "has \(labelWeights.count) label_weights for \(outputShape.count) outputs"
  }

  /// The thresholds in rising order, as Keras forms them.
  private var levels: [Float] {
    let inner =
      thresholds?.sorted()
      ?? (1..<max(thresholdCount - 1, 1)).map {
        Double($0) / Double(thresholdCount - 1)
      }
    return ([-1e-7] + inner + [1 + 1e-7]).map { Float($0) }
  }

  private func curveCount(_ width: Int) -> Int { treatsLabelsApart ? width : 1 }

  /// For every curve how many positives, and how many negatives, are above so many thresholds.
  public func stateSize(width: Int) -> Int {
    curveCount(width) * 2 * ((thresholds?.count ?? thresholdCount - 2) + 3)
  }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    let levels = levels
    let bins = levels.count + 1
    for example in 0..<batch.count {
      let (output, target) = (batch.output(example), batch.target(example))
      for index in output.indices {
        let raw = output[index]
        let value = fromLogits ? Float(1 / (1 + PortableMath.exp(-Double(raw)))) : raw
        let curve = treatsLabelsApart ? index : 0
        let isYes = target[index] > 0
        state[(2 * curve + (isYes ? 0 : 1)) * bins + Self.levelsBelow(value, levels)] +=
          batch.weight(example)
      }
    }
  }

  /// How many thresholds a value is strictly above.
  private static func levelsBelow(_ value: Float, _ levels: [Float]) -> Int {
    var low = 0
    var high = levels.count
    while low < high {
      let middle = (low + high) / 2
      if levels[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    let areas = (0..<curveCount(width)).map { area(state, $0) }
    let weights = treatsLabelsApart ? labelWeights : nil
    guard let weights else { return [areas.reduce(0, +) / Double(areas.count)] }
    let whole = weights.reduce(0, +)
    return [whole == 0 ? 0 : zip(areas, weights).reduce(0) { $0 + $1.0 * $1.1 } / whole]
  }

  private func area(_ state: [Double], _ curve: Int) -> Double {
    let bins = state.count / 2 / max(state.count / 2 / (levels.count + 1), 1)
    // At threshold i everything is positive that is above more than i of them.
    func above(_ kind: Int) -> [Double] {
      let first = (2 * curve + kind) * bins
      var counts = [Double](repeating: 0, count: bins)
      for place in stride(from: bins - 2, through: 0, by: -1) {
        counts[place] = counts[place + 1] + state[first + place + 1]
      }
      return Array(counts.dropLast())
    }
    func whole(_ kind: Int) -> Double {
      let first = (2 * curve + kind) * bins
      return state[first..<first + bins].reduce(0, +)
    }
    let points = CurvePoints(
      truePositives: above(0), falsePositives: above(1), positives: whole(0), negatives: whole(1))
    switch self.curve {
    case .receiverOperatingCharacteristic: return points.area(by: summationMethod)
    case .precisionRecall:
      return summationMethod == .interpolation
        ? points.interpolatedPrecisionRecallArea
        : points.precisionRecallArea(by: summationMethod)
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

/// Counts at falling numbers of answers, and the areas under their curves.
private struct CurvePoints {
  let truePositives: [Double]
  let falsePositives: [Double]
  let positives: Double
  let negatives: Double

  private static func ratio(_ part: Double, _ whole: Double) -> Double {
    whole == 0 ? 0 : part / whole
  }

  func area(by method: AUC.SummationMethod) -> Double {
    Self.area(
      falsePositives.map { Self.ratio($0, negatives) },
      truePositives.map { Self.ratio($0, positives) }, method)
  }

  func precisionRecallArea(by method: AUC.SummationMethod) -> Double {
    Self.area(
      truePositives.map { Self.ratio($0, positives) },
      zip(truePositives, falsePositives).map { Self.ratio($0, $0 + $1) }, method)
  }

  private static func area(
    _ x: [Double], _ y: [Double], _ method: AUC.SummationMethod
  ) -> Double {
    (1..<x.count).reduce(0) { sum, index in
      let (before, after) = (y[index - 1], y[index])
      let height =
        switch method {
        case .interpolation: (before + after) / 2
        case .minoring: min(before, after)
        case .majoring: max(before, after)
        }
      return sum + (x[index - 1] - x[index]) * height
    }
  }

  /// Between two points true positives grow evenly with the answers, and precision does not.
  var interpolatedPrecisionRecallArea: Double {
    let answers = zip(truePositives, falsePositives).map { $0 + $1 }
    return (1..<answers.count).reduce(0) { sum, index in
      let gained = truePositives[index - 1] - truePositives[index]
      let slope = Self.ratio(gained, max(answers[index - 1] - answers[index], 0))
      let intercept = truePositives[index] - slope * answers[index]
      let growth =
        answers[index - 1] > 0 && answers[index] > 0 ? answers[index - 1] / answers[index] : 1
      let step = slope * (gained + intercept * PortableMath.log(growth))
      return sum + Self.ratio(step, max(positives, 0))
    }
  }
}
