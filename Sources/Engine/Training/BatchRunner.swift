import Tensors

/// Runs batches of a source through a network and gathers loss and metrics; its buffers are made once.
package final class BatchRunner {
  let network: any Network
  let compilation: Compilation
  /// Whether the loss is computed from what goes into the final activation.
  package let isFromLogits: Bool
  private let width: Int
  private let labels: UnsafeMutableBufferPointer<Int32>
  private let targets: UnsafeMutableBufferPointer<Float>
  private let losses: UnsafeMutableBufferPointer<Float>
  private let exampleWeights: UnsafeMutableBufferPointer<Float>
  private let gradient: UnsafeMutableBufferPointer<Float>
  private var classWeights: [Float]?
  private var states: [[Double]] = []
  private var lossTotal = 0.0
  private var count = 0

  /// A runner of batches of a network.
  package init(
    _ network: any Network, _ compilation: Compilation, classWeights: [Double]? = nil
  ) {
    self.network = network
    self.compilation = compilation
    self.classWeights = classWeights.map { $0.map { Float($0) } }
    isFromLogits =
      network.logits != nil && compilation.loss.usesLogits(of: network.finalActivation)
    width = network.outputShape.count
    let capacity = network.batchCapacity
    labels = .allocate(capacity: capacity)
    labels.initialize(repeating: 0)
    targets = .allocate(capacity: capacity * width)
    targets.initialize(repeating: 0)
    losses = .allocate(capacity: capacity)
    losses.initialize(repeating: 0)
    exampleWeights = .allocate(capacity: capacity)
    exampleWeights.initialize(repeating: 1)
    gradient = .allocate(capacity: capacity * width)
    gradient.initialize(repeating: 0)
    reset()
  }

  deinit {
    labels.deallocate()
    targets.deallocate()
    losses.deallocate()
    exampleWeights.deallocate()
    gradient.deallocate()
  }

  /// Begins an epoch.
  package func reset() {
    states = compilation.metrics.map { Array(repeating: 0, count: $0.stateSize(width: width)) }
    lossTotal = 0
    count = 0
  }

  /// The running numbers of the epoch: the loss, then the metrics.
  var values: [(name: String, value: Double)] {
    numbers.map { ($0.name, $0.numbers.first ?? 0) }
  }

  /// The same with all the numbers of metrics that give several.
  var numbers: [(name: String, numbers: [Double])] {
    [("loss", [count == 0 ? 0 : lossTotal / Double(count)])]
      + zip(compilation.metrics, states).map {
        ($0.resultName, $0.numbers($1, width: width))
      }
  }

  /// Runs a batch forward and adds it to the running numbers.
  ///
  /// - Parameters:
  ///   - indices: The examples.
  ///   - feed: Where they are.
  ///   - phase: What the pass is for; in training the gradient of the loss is left in the network.
  ///   - epoch: The epoch of a training pass, counted from the first of the model's whole history.
  /// - Returns: The loss of the batch, penalties among it.
  package func run(
    _ indices: UnsafeBufferPointer<Int32>, of feed: BatchFeed, phase: Phase, epoch: Int? = nil
  ) -> Double {
    let size = indices.count
    feed.fill(indices, inputs: network.input, labels: labels, epoch: epoch)
    network.forward(count: size, phase: phase)
    makeTargets(size)
    if let outputs = network.output.baseAddress, let labels = labels.baseAddress,
      let targets = targets.baseAddress
    {
      // Before the loss, which may change the targets. Weights of classes do not count here, as in
      // Keras, whose plain `metrics` ignore them.
      let batch = MetricBatch(
        count: size, width: width, outputs: outputs, labels: UnsafePointer(labels),
        targets: UnsafePointer(targets))
      for index in states.indices { compilation.metrics[index].update(batch, &states[index]) }
    }
    let batchLoss = computeLoss(size, isTraining: phase != .inference) + network.penalty
    lossTotal += batchLoss * Double(size)
    count += size
    return batchLoss
  }

  private func computeLoss(_ size: Int, isTraining: Bool) -> Double {
    let outputs = (isFromLogits ? network.logits : nil) ?? network.output
    let target = isTraining ? network.outputGradient : gradient
    guard let values = outputs.baseAddress, let labelStart = labels.baseAddress,
      let targetStart = targets.baseAddress, let lossStart = losses.baseAddress,
      let gradientStart = target.baseAddress
    else { return 0 }
    var weights: UnsafePointer<Float>?
    if isTraining, let classWeights {
      for example in 0..<size {
        let label = Int(labels[example])
        exampleWeights[example] = label < classWeights.count ? classWeights[label] : 1
      }
      weights = exampleWeights.baseAddress.map { UnsafePointer($0) }
    }
    let batch = LossBatch(
      for: compilation.loss, count: size, width: width, values: values, labels: labelStart,
      targets: targetStart, weights: weights, losses: lossStart, gradient: gradientStart)
    compilation.loss.compute(batch, isFromLogits: isFromLogits)
    return batch.total
  }

  /// One-hot rows, or 0 and 1 where the model has a single output.
  private func makeTargets(_ size: Int) {
    for example in 0..<size {
      let label = Int(labels[example])
      guard width > 1 else {
        targets[example] = Float(label)
        continue
      }
      for column in 0..<width { targets[example * width + column] = column == label ? 1 : 0 }
    }
  }

  /// Runs a whole source in order, without training.
  ///
  /// - Parameters:
  ///   - feed: The examples.
  ///   - isCancelled: Asked before every batch.
  ///   - visit: Sees the outputs and labels of every batch.
  /// - Throws: `TrainingError.interrupted` where it was asked to stop.
  func runAll(
    _ feed: BatchFeed, isCancelled: () -> Bool,
    visit: (_ outputs: UnsafeBufferPointer<Float>, _ labels: UnsafeBufferPointer<Int32>) -> Void =
      { _, _ in }
  ) throws(TrainingError) {
    reset()
    let order = Array(0..<Int32(feed.source.count))
    var stopped = false
    order.withUnsafeBufferPointer { order in
      var first = 0
      while first < order.count {
        if isCancelled() {
          stopped = true
          return
        }
        let size = min(network.batchCapacity, order.count - first)
        feed.source.willFill(order.batch(after: first + size, network.batchCapacity))
        _ = run(
          UnsafeBufferPointer(rebasing: order[first..<first + size]), of: feed, phase: .inference)
        visit(
          UnsafeBufferPointer(rebasing: network.output[..<(size * width)]),
          UnsafeBufferPointer(rebasing: UnsafeBufferPointer(labels)[..<size]))
        first += size
      }
    }
    if stopped { throw TrainingError.interrupted }
  }
}
