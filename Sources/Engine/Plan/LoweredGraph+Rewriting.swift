extension LoweredGraph {
  /// The operation whose output another alone reads as one of its inputs; nil where there is none, or where a
  /// layer that is kept would lose its output.
  ///
  /// - Parameters:
  ///   - reader: The operation that reads.
  ///   - input: Which of its inputs.
  ///   - kept: The layers that are kept.
  /// - Returns: The index of the operation that makes it.
  func onlyProducer(of reader: Node, input: Int = 0, _ kept: Set<String>) -> Int? {
    guard let producer = producer(of: reader.inputs[input]),
      consumers(of: reader.inputs[input]).count == 1,
      reader.inputs.count(where: { $0 == reader.inputs[input] }) == 1,
      kept.intersection(nodes[producer].sources).isSubset(of: reader.sources)
    else { return nil }
    return producer
  }

  /// Lets an operation do the work of its only reader too.
  mutating func merge(_ reader: Int, into producer: Int, _ fused: any Operation) {
    nodes[producer].operation = fused
    nodes[producer].output = nodes[reader].output
    nodes[producer].take(sources: nodes[reader].sources)
    nodes.remove(at: reader)
  }

  /// Lets an operation do the work of one that it alone reads, at its own place, with the inputs and weights of
  /// both: those of the other first.
  ///
  /// - Parameters:
  ///   - producer: The other.
  ///   - reader: The operation.
  ///   - input: Which of its inputs the other makes.
  ///   - fused: What computes both.
  mutating func merge(
    _ producer: Int, intoReader reader: Int, input: Int, _ fused: any Operation
  ) {
    let other = nodes[producer]
    nodes[reader].operation = fused
    nodes[reader].inputs.remove(at: input)
    nodes[reader].inputs.insert(contentsOf: other.inputs, at: 0)
    nodes[reader].weights.insert(
      contentsOf: other.weights.filter { !$0.parameters.isEmpty }, at: 0)
    let own = nodes[reader].sources
    nodes[reader].sources = other.sources
    nodes[reader].take(sources: own)
    nodes.remove(at: producer)
  }
}

extension LoweredGraph.Node {
  fileprivate mutating func take(sources others: [String]) {
    sources += others.filter { !sources.contains($0) }
  }
}
