extension Graph {
  /// The model with the layers of whole networks in their place, by the names that their weights have.
  ///
  /// It computes the same from the same weights. A network that is applied several times stays whole.
  public var flattened: Graph {
    guard nodes.contains(where: { $0.network != nil }) else { return self }
    let shared = Set(nodes.compactMap(\.shares))
    var flat: [Node] = []
    // Where the output of every node is now.
    var place: [Int?] = []
    for (index, node) in nodes.enumerated() {
      let inputs = node.inputs.map { $0.flatMap { place[$0] } }
      guard let network = node.network?.flattened, node.shares == nil, !shared.contains(index)
      else {
        var node = node
        node.inputs = inputs
        node.shares = node.shares.flatMap { place[$0] }
        place.append(flat.count)
        flat.append(node)
        continue
      }
      let first = flat.count
      for var nested in network.nodes {
        nested.name = "\(node.name)/\(nested.name)"
        nested.inputs = nested.inputs.map { $0.map { $0 + first } ?? inputs[0] }
        nested.shares = nested.shares.map { $0 + first }
        nested.isTrainable = nested.isTrainable && node.isTrainable
        nested.isInference = nested.isInference || node.isInference
        flat.append(nested)
      }
      place.append(flat.count == first ? inputs[0] : flat.count - 1)
    }
    return Graph(inputShape: inputShape, nodes: flat)
  }
}
