import Tensors

/// How many answers of one kind there are, at one or several thresholds.
protocol AnswerCountMetric: Metric {
  /// Above it the answer is yes; 0.5 where none is given.
  var thresholds: Thresholds? { get }

  /// What is counted.
  func number(_ counts: AnswerCounts) -> Double
}

extension AnswerCountMetric {
  public func problem(outputShape: Shape, classCount: Int) -> String? { nil }

  public func parts(width: Int) -> MetricParts? { MetricParts(thresholds) }

  private var counts: ThresholdCounts {
    ThresholdCounts(ladder: thresholds.map { ThresholdLadder($0.values) } ?? .half)
  }

  public func stateSize(width: Int) -> Int { counts.stateSize(width: width) }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    counts.update(batch, &state)
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    counts.numbers(state, number)
  }
}
