import Tensors

/// A metric that is a loss: the mean of a function of every output and its target.
protocol ElementwiseMetric: MeanMetric {
  associatedtype Terms: ElementwiseLoss

  /// The loss, whatever the loss of the model is.
  static var loss: Terms { get }
}

extension ElementwiseMetric {
  public var mode: MonitorMode { .min }

  public func problem(outputShape: Shape, classCount: Int) -> String? { nil }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let (output, target) = (batch.output(example), batch.target(example))
    var sum = 0.0
    for index in output.indices {
      sum += Self.loss.term(Double(output[index]), Double(target[index])).loss
    }
    return sum / Double(batch.width)
  }
}
