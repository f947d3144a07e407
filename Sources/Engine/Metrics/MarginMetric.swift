/// A metric of margins, whose targets are −1 and 1.
protocol MarginMetric: ElementwiseMetric {}

extension MarginMetric {
  public func update(_ batch: MetricBatch, _ state: inout [Double]) {
    let targets = UnsafeBufferPointer(start: batch.targets, count: batch.count * batch.width)
    let spreads = targets.allSatisfy { $0 == 0 || $0 == 1 }
    for example in 0..<batch.count {
      let (output, target) = (batch.output(example), batch.target(example))
      var sum = 0.0
      for index in output.indices {
        let side = Double(target[index])
        sum += Self.loss.term(Double(output[index]), spreads ? 2 * side - 1 : side).loss
      }
      let weight = batch.weight(example)
      state[0] += weight * sum / Double(batch.width)
      state[1] += weight
    }
  }
}
