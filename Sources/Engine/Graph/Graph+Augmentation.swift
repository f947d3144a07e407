import Tensors

extension Graph {
  /// The random layers that the model begins with, and those in front of and between them; nil where it
  /// does not begin so, or where they change the size of pictures.
  public var augmentation: Graph? {
    let chain = nodes.indices.prefix { index in
      let layer = nodes[index].layer
      return nodes[index].inputs == [index == 0 ? nil : index - 1]
        && (layer is any PreparingLayer || layer is any RandomImageLayer)
    }
    guard let last = chain.last(where: { nodes[$0].layer is any RandomImageLayer }),
      nodes[last].outputShape == inputShape
    else { return nil }
    return Graph(inputShape: inputShape, nodes: Array(nodes[...last]))
  }
}
