import Tensors

extension Graph {
  /// Gives every normalization without a mean the mean and the variance of examples: Keras' `adapt`.
  ///
  /// - Parameter source: The examples, as they come into the graph.
  /// - Returns: The graph with those layers settled.
  public func adapted(to source: any BatchSource) -> Graph {
    var graph = self
    for index in nodes.indices {
      guard let layer = nodes[index].layer as? Normalization, layer.isAdaptable else { continue }
      let input = nodes[index].inputs[0]
      let reader = ExampleReader(
        source,
        through: input.map { Graph(inputShape: inputShape, nodes: Array(graph.nodes[...$0])) })
      let weights = layer.adapted(
        to: input.map { nodes[$0].outputShape } ?? inputShape, count: source.count
      ) { reader.example($0) }
      graph.nodes[index].layer = layer.settled(
        mean: weights[0].tensor.elements, variance: weights[1].tensor.elements)
      graph.nodes[index].parameters = []
    }
    return graph
  }
}

/// Reads examples one by one, a batch at a time, as they are behind some layers.
private final class ExampleReader {
  private let source: any BatchSource
  private let model: CompiledModel?
  private let numbers: UnsafeMutableBufferPointer<Float>
  private let labels: UnsafeMutableBufferPointer<Int32>
  private let size: Int
  private var batch = 0..<0

  private static let batchSize = 32

  init(_ source: any BatchSource, through graph: Graph?) {
    self.source = source
    do {
      model = try graph.map { graph in
        try CompiledModel(
          graph, weights: graph.initialWeights(seed: 0), batchCapacity: Self.batchSize,
          mode: .inference, seed: 0, threads: ThreadPool(threadCount: 1))
      }
    } catch {
      preconditionFailure("a graph does not take its own weights: \(error)")
    }
    size = (graph?.outputShape ?? source.shape).count
    numbers = .allocate(capacity: Self.batchSize * source.shape.count)
    numbers.initialize(repeating: 0)
    labels = .allocate(capacity: Self.batchSize)
    labels.initialize(repeating: 0)
  }

  deinit {
    numbers.deallocate()
    labels.deallocate()
  }

  func example(_ index: Int) -> [Float] {
    if !batch.contains(index) { read(from: index) }
    let first = (index - batch.lowerBound) * size
    if let model { return Array(model.output[first..<(first + size)]) }
    return Array(numbers[first..<(first + size)])
  }

  private func read(from index: Int) {
    batch = index..<min(index + Self.batchSize, source.count)
    let indices = batch.map { Int32($0) }
    indices.withUnsafeBufferPointer {
      source.fill($0, inputs: model?.input ?? numbers, labels: labels)
    }
    model?.forward(count: batch.count, phase: .inference)
  }
}
