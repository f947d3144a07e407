public import Tensors

/// Looks at examples with a compiled model, without training it.
public struct Evaluator {
  /// What an evaluation gives.
  public struct Result: Sendable {
    /// The loss, then the metrics; most are one number.
    public var metrics: [(name: String, numbers: [Double])]

    /// What the model put out, `[N, …]`.
    public var outputs: Tensor

    /// The true class of every example.
    public var labels: [Int32]

    /// Whether the outputs are logits, of which 0 is as good as a half.
    public var areLogits = false

    /// What an evaluation gives.
    package init(
      metrics: [(name: String, numbers: [Double])], outputs: Tensor, labels: [Int32]
    ) {
      self.metrics = metrics
      self.outputs = outputs
      self.labels = labels
    }
  }

  private let network: any Network
  private let compilation: Compilation
  private let threads: ThreadPool

  /// An evaluation by the loss and the metrics of a compiled model.
  public init(_ network: any Network, _ compilation: Compilation, threads: ThreadPool) {
    self.network = network
    self.compilation = compilation
    self.threads = threads
  }

  /// Runs a whole source.
  ///
  /// - Parameters:
  ///   - source: The examples.
  ///   - onStep: Takes the number of examples done.
  ///   - isCancelled: Asked before every batch.
  /// - Returns: Metrics, outputs and labels.
  /// - Throws: `TrainingError.interrupted` where it was asked to stop.
  public func run(
    _ source: any BatchSource, onStep: (Int) -> Void = { _ in }, isCancelled: () -> Bool
  ) throws(TrainingError) -> Result {
    let runner = BatchRunner(network, compilation)
    let width = network.outputShape.count
    var outputs = Tensor(zeros: network.outputShape.batched(source.count))
    var labels: [Int32] = []
    var filled = 0
    // Nothing is random outside training; the seed is of no consequence.
    let feed = BatchFeed(source, batchCapacity: network.batchCapacity, seed: 0, threads: threads)
    try runner.runAll(feed, isCancelled: isCancelled) { batch, batchLabels in
      outputs.withMutableElements { elements in
        for index in batch.indices { elements[filled * width + index] = batch[index] }
      }
      labels += batchLabels
      filled += batchLabels.count
      onStep(filled)
    }
    var result = Result(metrics: runner.numbers, outputs: outputs, labels: labels)
    result.areLogits = compilation.loss.takesLogits
    return result
  }
}

extension Evaluator.Result {
  /// Counts of predictions: rows are true classes, columns predicted ones.
  ///
  /// A single output above a half, or a logit above 0, predicts class 1.
  public func confusion(classCount: Int) -> [[Int]] {
    var counts = Array(repeating: Array(repeating: 0, count: classCount), count: classCount)
    for (label, predicted) in zip(labels, predictedClasses)
    where Int(label) < classCount && predicted < classCount {
      counts[Int(label)][predicted] += 1
    }
    return counts
  }

  /// The class that every example is taken for.
  public var predictedClasses: [Int] {
    let width = labels.isEmpty ? 1 : outputs.count / labels.count
    let threshold: Float = areLogits ? 0 : 0.5
    return outputs.withElements { elements in
      labels.indices.map { example in
        guard width > 1 else { return elements[example] > threshold ? 1 : 0 }
        var best = 0
        for index in 1..<width
        where elements[example * width + index] > elements[example * width + best] { best = index }
        return best
      }
    }
  }
}
