import Schemas

/// Counts of right and wrong answers of every class, and their F-scores.
///
/// The state is true positives, false positives, false negatives and examples of every class.
struct FScoreCounts {
  var average: ClassAverage?
  var beta: Double
  var threshold: Double?

  /// What Keras takes for 0.
  private static let least: Float = 1e-9

  func stateSize(width: Int) -> Int { 4 * width }

  /// Says what is wrong with outputs of so many numbers; nil where all fits.
  func problem(width: Int) -> String? {
    guard width == 1, threshold == nil else { return nil }
    return
      "without a threshold takes the greatest output for the answer, which a single one always is: "
      + "say threshold=0.5"
  }

  func update(_ batch: MetricBatch, _ state: inout [Double]) {
    for example in 0..<batch.count {
      let (output, target) = (batch.output(example), batch.target(example))
      let weight = batch.weight(example)
      let bound = output.max() ?? 0
      for index in output.indices {
        let isYes =
          threshold.map { output[index] > Float($0) }
          ?? (output[index] >= bound && abs(output[index]) > Self.least)
        let truth = Double(target[index])
        let answer = isYes ? 1.0 : 0.0
        state[4 * index] += weight * answer * truth
        state[4 * index + 1] += weight * answer * (1 - truth)
        state[4 * index + 2] += weight * (1 - answer) * truth
        state[4 * index + 3] += weight * truth
      }
    }
  }

  func numbers(_ state: [Double], width: Int) -> [Double] {
    func sum(_ part: Int) -> Double { (0..<width).reduce(0) { $0 + state[4 * $1 + part] } }
    guard average != .micro else { return [score(sum(0), sum(1), sum(2))] }
    let scores = (0..<width).map {
      score(state[4 * $0], state[4 * $0 + 1], state[4 * $0 + 2])
    }
    switch average {
    case .macro: return [scores.reduce(0, +) / Double(width)]
    case .weighted:
      let weighted = scores.indices.reduce(0) { $0 + scores[$1] * state[4 * $1 + 3] }
      return [AnswerCounts.ratio(weighted, sum(3))]
    case .micro, nil: return scores
    }
  }

  /// The score of true positives, false positives and false negatives; 0 / 0 is 0.
  private func score(_ right: Double, _ wrong: Double, _ missed: Double) -> Double {
    let square = beta * beta
    return AnswerCounts.ratio(
      (1 + square) * right, (1 + square) * right + wrong + square * missed)
  }
}

extension FieldRule where Value == Double? {
  /// A threshold of probabilities, which 0 is not.
  static var isShare: Self {
    must("greater than 0 and at most 1") { $0.map { $0 > 0 && $0 <= 1 } ?? true }
  }
}
