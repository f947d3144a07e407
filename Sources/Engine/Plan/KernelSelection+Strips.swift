extension KernelSelection {
  /// Computes depthwise convolutions together with the 1×1 convolutions around them, in strips that stay in
  /// the cache, where no gradient comes back.
  static func computingInStrips(
    _ graph: LoweredGraph, _ kept: Set<String>, isTraining: Bool
  ) -> LoweredGraph {
    var graph = graph
    let learns = graph.valuesWithGradients(wantsInputGradients: false)
    var index = 0
    while index < graph.nodes.count {
      defer { index += 1 }
      let node = graph.nodes[index]
      guard !isTraining || !learns[node.output.index],
        let projection = node.operation as? DenseOperation, projection.isConvolution,
        let middle = graph.onlyProducer(of: node, kept),
        let depthwise = graph.nodes[middle].operation as? DepthwiseConvolutionOperation
      else { continue }
      let front = graph.onlyProducer(of: graph.nodes[middle], kept)
      let expansion = front.flatMap { graph.nodes[$0].operation as? DenseOperation }
      let joins = expansion.map { $0.isConvolution && !$0.addsInput } ?? false
      guard
        let strips = StripOperation(
          expansion: joins ? expansion : nil, depthwise, projection)
      else { continue }
      graph.merge(middle, intoReader: index, input: 0, strips)
      index -= 1
      if joins, let front {
        graph.merge(front, intoReader: index, input: 0, strips)
        index -= 1
      }
    }
    return graph
  }
}
