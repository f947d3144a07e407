import Tensors

extension KernelSelection {
  /// Makes zeros that a layer puts around an image a part of the window of the convolution that alone reads it.
  static func padding(_ graph: LoweredGraph, _ kept: Set<String>) -> LoweredGraph {
    var graph = graph
    for index in graph.nodes.indices.reversed() {
      guard let producer = graph.onlyProducer(of: graph.nodes[index], kept),
        let map = graph.nodes[producer].operation as? CellMapOperation,
        let border = map.zeroBorder,
        let padded = graph.nodes[index].operation.padded(
          by: border, image: graph.values[graph.nodes[producer].inputs[0].index].shape)
      else { continue }
      graph.merge(producer, intoReader: index, input: 0, padded)
    }
    return graph
  }
}

extension Operation {
  /// The operation on an image without the zeros around it; nil for one that has no window of its own.
  fileprivate func padded(by border: (top: Int, left: Int), image: Shape) -> (any Operation)? {
    if var convolution = self as? ConvolutionOperation {
      convolution.window = convolution.window.padded(by: border, image: image)
      return convolution
    }
    if var depthwise = self as? DepthwiseConvolutionOperation {
      depthwise.window = depthwise.window.padded(by: border, image: image)
      return depthwise
    }
    return nil
  }
}
