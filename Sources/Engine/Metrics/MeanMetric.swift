import Tensors

/// A metric that is the weighted mean of a number for every example.
protocol MeanMetric: Metric {
  /// Whether an example counts.
  func counts(_ batch: MetricBatch, _ example: Int) -> Bool

  /// Returns the number of an example.
  func value(_ batch: MetricBatch, _ example: Int) -> Double
}

extension MeanMetric {
  func counts(_ batch: MetricBatch, _ example: Int) -> Bool { true }

  /// A sum, and the weights.
  public func stateSize(width: Int) -> Int { 2 }

  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    for example in 0..<batch.count where counts(batch, example) {
      let weight = batch.weight(example)
      state[0] += weight * value(batch, example)
      state[1] += weight
    }
  }

  public func numbers(_ state: [Double], width: Int) -> [Double] {
    [state[1] == 0 ? 0 : state[0] / state[1]]
  }
}

/// What classifiers of several classes need.
enum ClassifierShape {
  static func problem(_ outputShape: Shape) -> String? {
    outputShape.count >= 2 ? nil : "needs an output for every class, this model has \(outputShape)"
  }
}
