import Tensors

/// The best of something among the thresholds at which something else is good enough.
protocol ConstrainedMetric: Metric {
  /// How many thresholds there are.
  var thresholdCount: Int { get }

  /// The only class that counts; nil for all.
  var classID: Int? { get }

  /// What is good enough.
  var bound: Double { get }

  /// What has to be good enough.
  func constrained(_ counts: AnswerCounts) -> Double

  /// What is wanted.
  func dependent(_ counts: AnswerCounts) -> Double
}

extension ConstrainedMetric {
  private var counts: ThresholdCounts {
    ThresholdCounts(
      ladder: thresholdCount == 1
        ? ThresholdLadder([0.5]) : ThresholdLadder(evenly: thresholdCount, hasMargins: false),
      classID: classID)
  }

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    ThresholdCounts.problem(outputShape, topK: nil, classID: classID)
  }

  public func stateSize(width: Int) -> Int { counts.stateSize(width: width) }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    counts.update(batch, &state)
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    // In Float32, as Keras compares them: 4 / 5 reaches 0.8.
    let reached = counts.points(state).filter { Float(constrained($0)) >= Float(bound) }
    return [reached.map(dependent).max() ?? 0]
  }
}
