public import Schemas
public import Tensors

/// The harmonic mean of precision and recall of every class, or their average.
///
/// Without a threshold an example's greatest outputs are its answers; an output of 0 is none.
///
/// - Source: Keras 3 `F1Score`.
public struct F1Score: Metric {
  var average: Average?
  var threshold: Double?
  public var name: String?

  public static let schema = Schema<Self>(
    "F1Score", summary: "The harmonic mean of precision and recall.",
    [
      Field("average", \.average, doc: "How the classes become one number; None keeps them apart."),
      Field("threshold", \.threshold, doc: "Above it the answer is yes."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "f1_score"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    average == nil && outputShape.count > 1
      ? "gives a number for every class; a metric is one number: say average=macro" : nil
  }

  /// True positives, false positives, false negatives and examples of every class.
  public func stateSize(width: Int) -> Int { 4 * width }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    for example in 0..<batch.count {
      let (output, target) = (batch.output(example), batch.target(example))
      let weight = batch.weight(example)
      let bound = output.max() ?? 0
      for index in output.indices {
        let isYes =
          threshold.map { output[index] > Float($0) }
          ?? (output[index] >= bound && abs(output[index]) > 1e-9)
        let truth = Double(target[index])
        let answer = isYes ? 1.0 : 0.0
        state[4 * index] += weight * answer * truth
        state[4 * index + 1] += weight * answer * (1 - truth)
        state[4 * index + 2] += weight * (1 - answer) * truth
        state[4 * index + 3] += weight * truth
      }
    }
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    func sum(_ part: Int) -> Double { (0..<width).reduce(0) { $0 + state[4 * $1 + part] } }
    guard average != .micro else { return [Self.score(sum(0), sum(1), sum(2))] }
    let scores = (0..<width).map {
      Self.score(state[4 * $0], state[4 * $0 + 1], state[4 * $0 + 2])
    }
    switch average {
    case .macro: return [scores.reduce(0, +) / Double(width)]
    case .weighted:
      let whole = sum(3)
      let weighted = scores.indices.reduce(0) { $0 + scores[$1] * state[4 * $1 + 3] }
      return [whole == 0 ? 0 : weighted / whole]
    default: return scores
    }
  }

  /// The score of true positives, false positives and false negatives; 0 / 0 is 0.
  static func score(_ right: Double, _ wrong: Double, _ missed: Double) -> Double {
    right == 0 ? 0 : 2 * right / (2 * right + wrong + missed)
  }
}

extension F1Score {
  /// How the classes become one number.
  public enum Average: String, WordValue {
    /// All answers count together.
    case micro
    /// The mean over the classes.
    case macro
    /// The mean over the classes by their numbers of examples.
    case weighted
  }
}
