import Tensors

/// Counts of right and wrong answers at several thresholds, as Precision, Recall and AUC need them.
///
/// The state is for every curve how many “yes”, and how many “no”, lie above how many thresholds: an
/// output costs one addition, however many thresholds there are.
struct ThresholdCounts {
  /// The thresholds.
  var ladder: ThresholdLadder

  /// Only the k greatest outputs of an example are answers at all; nil for all.
  var topK: Int?

  /// Only this output counts; nil for all.
  var classID: Int?

  /// Whether every output has a curve of its own.
  var treatsLabelsApart = false

  /// A weight for every output; nil for 1.
  var labelWeights: [Double]?

  /// Whether outputs are logits of a yes.
  var fromLogits = false

  private var binCount: Int { ladder.count + 1 }

  func stateSize(width: Int) -> Int { (treatsLabelsApart ? width : 1) * 2 * binCount }

  func update(_ batch: MetricBatch, _ state: inout [Double]) {
    for example in 0..<batch.count {
      let (output, target) = (batch.output(example), batch.target(example))
      let weight = batch.weight(example)
      for index in output.indices where classID.map({ $0 == index }) ?? true {
        let isAnswer = topK.map { output.rank(of: index) < $0 } ?? true
        let below = isAnswer ? ladder.count(below: probability(output[index])) : 0
        let row = 2 * (treatsLabelsApart ? index : 0) + (target[index] != 0 ? 0 : 1)
        state[row * binCount + below] += weight * (labelWeights?[index] ?? 1)
      }
    }
  }

  private func probability(_ value: Float) -> Float {
    fromLogits ? Float(1 / (1 + PortableMath.exp(-Double(value)))) : value
  }

  /// The counts at every threshold, from the least on.
  func points(_ state: [Double], curve: Int = 0) -> [AnswerCounts] {
    let (yes, no) = (2 * curve * binCount, (2 * curve + 1) * binCount)
    let positives = state[yes..<yes + binCount].reduce(0, +)
    let negatives = state[no..<no + binCount].reduce(0, +)
    var points = Array(repeating: AnswerCounts(), count: ladder.count)
    var above = AnswerCounts()
    for place in points.indices.reversed() {
      above.truePositives += state[yes + place + 1]
      above.falsePositives += state[no + place + 1]
      above.falseNegatives = positives - above.truePositives
      above.trueNegatives = negatives - above.falsePositives
      points[place] = above
    }
    return points
  }

  /// Something of the counts at every threshold, in the order in which they were given.
  func numbers(_ state: [Double], _ number: (AnswerCounts) -> Double) -> [Double] {
    let points = points(state)
    return points.indices.map { number(points[ladder.rank(of: $0)]) }
  }
}

extension ThresholdCounts {
  /// Says which class a model does not have; nil where all fits.
  static func problem(_ outputShape: Shape, topK: Int?, classID: Int?) -> String? {
    if let topK, topK > outputShape.count {
      return "looks at the \(topK) greatest outputs, the model has \(outputShape.count)"
    }
    guard let classID, classID >= outputShape.count else { return nil }
    return "has no class \(classID): the model has \(outputShape.count) outputs"
  }
}

extension UnsafeBufferPointer<Float> {
  /// How many numbers come before one in falling order, equals in their own.
  fileprivate func rank(of index: Int) -> Int {
    indices.count { self[$0] > self[index] || ($0 < index && self[$0] == self[index]) }
  }
}
