public import Schemas
public import Tensors

/// A model's layers with their wiring, shapes and names; every shape was checked.
public struct Graph: Sendable {
  /// A layer in its place.
  public struct Node: Sendable {
    /// The layer's name: given, or Keras' automatic one.
    public var name: String

    /// The layer.
    public var layer: any Layer

    /// Where its inputs come from: indices of nodes, or nil for the model's input.
    public var inputs: [Int?]

    /// The shape of the output of one example.
    public var outputShape: Shape

    /// The node whose layer this one applies again, with the same weights; nil for a layer's first
    /// place.
    public var shares: Int?

    /// The weights it brings along; none where it shares another's.
    public var parameters: [ParameterSpec]

    /// Whether the optimizer may change its weights.
    public var isTrainable: Bool

    /// What a notebook calls its output, on the left of `=`; nil where it calls it nothing.
    public var variable: String?

    /// The layers of a whole network; nil for a layer that is one.
    public var network: Graph?

    /// Whether the layer infers while the model trains: `(training=False)`.
    public var isInference = false

    /// Keras' name of the class; a whole network is a functional model.
    public var className: String {
      network == nil ? type(of: layer).schemaName : "Functional"
    }

    /// Which layers of a network do not learn; nil where all are like the network.
    ///
    /// What a network consists of is said by its arguments and by the version of its schema.
    fileprivate var frozenPlaces: Canonical? {
      guard let nodes = network?.nodes, isTrainable, nodes.contains(where: { !$0.isTrainable })
      else { return nil }
      return .list(nodes.indices.filter { !nodes[$0].isTrainable }.map { .integer($0) })
    }

    /// Numbers in all its weights.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

    /// Numbers that the optimizer may change.
    public var trainableParameterCount: Int {
      isTrainable ? parameters.filter(\.isTrainable).reduce(0) { $0 + $1.shape.count } : 0
    }
  }

  /// The shape of one input example.
  public let inputShape: Shape

  /// The layers in the order of computation.
  public internal(set) var nodes: [Node]

  /// The layers, each once: what Keras calls `model.layers`.
  public var layers: [Node] { nodes.filter { $0.shares == nil } }

  /// The shape of one output.
  public var outputShape: Shape { nodes.last?.outputShape ?? inputShape }

  /// Numbers in all weights.
  public var parameterCount: Int { nodes.reduce(0) { $0 + $1.parameterCount } }

  /// Numbers that the optimizer may change.
  public var trainableParameterCount: Int { nodes.reduce(0) { $0 + $1.trainableParameterCount } }

  /// What the model computes, free of how it was written: for keys.
  public var canonical: Canonical {
    let layers = nodes.map { node in
      Canonical.record(
        type(of: node.layer).schemaName,
        [
          Canonical.Entry("layer", node.layer.canonical),
          Canonical.Entry("name", .string(node.name)),
          Canonical.Entry("inputs", .list(node.inputs.map { .integer($0 ?? -1) })),
          Canonical.Entry("trainable", .bool(node.isTrainable)),
        ] + (node.shares.map { [Canonical.Entry("shares", .integer($0))] } ?? [])
          + (node.frozenPlaces.map { [Canonical.Entry("frozen", $0)] } ?? [])
          + (node.isInference ? [Canonical.Entry("training", .bool(false))] : []))
    }
    return .record(
      "model",
      [
        Canonical.Entry("input", .list(inputShape.sizes.map(Canonical.integer))),
        Canonical.Entry("layers", .list(layers)),
      ])
  }

  /// The weights of all layers as those of a layer that consists of them: `Conv1/kernel`.
  var nestedParameters: [ParameterSpec] {
    nodes.flatMap { node in
      node.parameters.map { spec in
        var spec = spec
        spec.name = "\(node.name)/\(spec.name)"
        spec.isTrainable = spec.isTrainable && node.isTrainable
        return spec
      }
    }
  }

  /// The first weights of a seed, by path, in the order of the layers.
  public func initialWeights(seed: UInt64) -> [(name: String, tensor: Tensor)] {
    let random = Random(seed: seed)
    return nodes.flatMap { node in
      node.parameters.map { spec in
        let path = "\(node.name)/\(spec.name)"
        return (path, spec.initializer.value(shape: spec.shape, path: path, random: random))
      }
    }
  }

  /// The activation that the model ends with, where it is one that Keras takes logits from.
  public var finalActivation: FinalActivation? {
    guard !nodes.isEmpty else { return nil }
    return LoweredGraph(self).finalActivation
  }
}
