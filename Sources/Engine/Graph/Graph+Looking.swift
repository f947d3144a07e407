public import Tensors

/// A layer that can be looked into: one of the model's own, or one within a whole network.
public struct LayerPlace: Sendable, Equatable {
  /// The name; a layer within a network has the network's in front: `base/out_relu`.
  public let name: String

  /// The shape of the output of one example.
  public let shape: Shape

  /// Which layer it is where whole networks are laid out.
  let index: Int

  /// Whether its output is a picture of several channels: rows, columns, channels.
  public var isSpatial: Bool { shape.rank == 3 && shape[0] * shape[1] > 1 }
}

extension Graph {
  /// The layers that can be looked into, in the order of computation; a network comes behind its layers.
  public var places: [LayerPlace] {
    let flat = flattened
    var places = flat.nodes.enumerated().map { index, node in
      LayerPlace(name: node.name, shape: node.outputShape, index: index)
    }
    for node in nodes where node.network != nil && !places.contains(where: { $0.name == node.name })
    {
      let nested = places.last { $0.name.hasPrefix("\(node.name)/") }
      guard let nested, let last = places.firstIndex(of: nested) else { continue }
      places.insert(
        LayerPlace(name: node.name, shape: nested.shape, index: nested.index), at: last + 1)
    }
    return places
  }

  /// The layer of a name; the end of a path will do where it belongs to a single layer.
  public func place(named name: String) -> LayerPlace? {
    let places = places
    if let exact = places.first(where: { $0.name == name }) { return exact }
    let nested = places.filter { $0.name.hasSuffix("/\(name)") }
    return nested.count == 1 ? nested[0] : nil
  }

  /// The first layer that slides windows over a picture; nil where there is none.
  public var firstConvolution: LayerPlace? { places.first { convolutionKernel(of: $0) != nil } }

  /// The last layer whose output is a picture made by a convolution, before it is pooled or dropped; nil
  /// where there is none.
  public var lastPicture: LayerPlace? {
    guard let first = firstConvolution else { return nil }
    let flat = flattened
    return places.last { place in
      let layer = flat.nodes[place.index].layer
      return place.isSpatial && place.index >= first.index && place.index + 1 < flat.nodes.count
        && !(layer is any ThinningLayer)
    }
  }

  /// The path and the shape of the windows of a convolution, `[kh, kw, channels, filters]`; nil for another
  /// layer.
  public func convolutionKernel(of place: LayerPlace) -> (path: String, shape: Shape)? {
    let flat = flattened
    let node = flat.nodes[place.index]
    let owner = node.shares.map { flat.nodes[$0] } ?? node
    return owner.parameters.first { $0.shape.rank == 4 }.map {
      ("\(owner.name)/\($0.name)", $0.shape)
    }
  }

  /// The model up to a layer, whose output is then the model's.
  public func upTo(_ place: LayerPlace) -> Graph {
    let flat = flattened
    var needed: Set<Int> = [place.index]
    for index in (0...place.index).reversed() where needed.contains(index) {
      needed.formUnion(flat.nodes[index].inputs.compactMap { $0 })
      // The weights of a layer stand at its first place.
      if let first = flat.nodes[index].shares { needed.insert(first) }
    }
    var position: [Int: Int] = [:]
    var kept: [Node] = []
    for index in needed.sorted() {
      var node = flat.nodes[index]
      node.inputs = node.inputs.map { $0.flatMap { position[$0] } }
      node.shares = node.shares.flatMap { position[$0] }
      position[index] = kept.count
      kept.append(node)
    }
    return Graph(inputShape: flat.inputShape, nodes: kept)
  }

  /// The model laid out, with nothing to learn and every layer at rest: what is left to differentiate is
  /// what an evaluation computes.
  var atRest: Graph {
    var graph = flattened
    for index in graph.nodes.indices {
      graph.nodes[index].isTrainable = false
      graph.nodes[index].isInference = true
    }
    return graph
  }
}

/// A layer that leaves out a part of what it reads, or mixes it: nothing that a picture of its own is made
/// of.
protocol ThinningLayer: Layer {}

extension MaxPooling2D: ThinningLayer {}
extension AveragePooling2D: ThinningLayer {}
extension GlobalAveragePooling2D: ThinningLayer {}
extension GlobalMaxPooling2D: ThinningLayer {}
extension Dropout: ThinningLayer {}
extension SpatialDropout2D: ThinningLayer {}
extension GaussianNoise: ThinningLayer {}
extension ZeroPadding2D: ThinningLayer {}
