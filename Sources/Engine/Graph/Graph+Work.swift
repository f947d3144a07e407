import Tensors

extension Graph {
  /// The multiply-adds that one example takes, node by node.
  ///
  /// A kernel is applied once at every place: of the output, or where it paints, of the input. What has
  /// no kernel (pooling, normalization, activations) counts nothing, as in the tables of papers.
  public var multiplyAdds: [Int] {
    nodes.map { node in
      if let network = node.network ?? node.shares.flatMap({ nodes[$0].network }) {
        return network.multiplyAdds.reduce(0, +)
      }
      let parameters = node.shares.map { nodes[$0].parameters } ?? node.parameters
      let places =
        node.layer is Conv2DTranspose
        ? node.inputs[0].map { nodes[$0].outputShape } ?? inputShape : node.outputShape
      guard let channels = places.sizes.last else { return 0 }
      let kernels = parameters.filter { $0.name.hasSuffix("kernel") }
      return kernels.reduce(0) { $0 + $1.shape.count * (places.count / channels) }
    }
  }
}
