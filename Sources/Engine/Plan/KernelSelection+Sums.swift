import Tensors

extension KernelSelection {
  /// Lets the operation that makes one of two summands add the other: the sum is never read again.
  ///
  /// A batch normalization does so in training too; a convolution or a product only where no gradient
  /// comes back to it.
  static func fusingSums(
    _ graph: LoweredGraph, _ kept: Set<String>, isTraining: Bool
  ) -> LoweredGraph {
    var graph = graph
    let learns = graph.valuesWithGradients(wantsInputGradients: false)
    var index = 0
    while index < graph.nodes.count {
      defer { index += 1 }
      let node = graph.nodes[index]
      guard let merge = node.operation as? MergeOperation, merge.kind == .add,
        node.inputs.count == 2, isPlain(node, graph)
      else { continue }
      // The one that is made last is the one that is still near.
      let candidates = [0, 1].compactMap { input -> (input: Int, producer: Int)? in
        graph.onlyProducer(of: node, input: input, kept).map { (input, $0) }
      }.sorted { $0.producer > $1.producer }
      for (input, producer) in candidates {
        let hasGradient = isTraining && learns[node.output.index]
        guard let fused = graph.nodes[producer].operation.addingInput(hasGradient: hasGradient)
        else { continue }
        graph.merge(producer, intoReader: index, input: input, fused)
        index -= 1
        break
      }
    }
    return graph
  }

  /// Whether both summands have the shape of the sum.
  private static func isPlain(_ node: LoweredGraph.Node, _ graph: LoweredGraph) -> Bool {
    let shape = graph.values[node.output.index].shape
    return node.inputs.allSatisfy { graph.values[$0.index].shape == shape }
  }
}

extension Operation {
  /// The operation with a second input that is added to its sums; nil where it cannot.
  fileprivate func addingInput(hasGradient: Bool) -> (any Operation)? {
    if var normalization = self as? BatchNormalizationOperation,
      normalization.activation == .linear, !normalization.addsInput
    {
      normalization.addsInput = true
      return normalization
    }
    guard !hasGradient else { return nil }
    if var convolution = self as? ConvolutionOperation, convolution.activation == .linear,
      !convolution.addsInput
    {
      convolution.addsInput = true
      return convolution
    }
    if var dense = self as? DenseOperation, dense.activation == .linear, !dense.addsInput {
      dense.addsInput = true
      return dense
    }
    return nil
  }
}
