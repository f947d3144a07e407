import Tensors

/// Writes a network down as Keras' functional notation does: a layer, what it reads, its name.
public struct NetworkBuilder {
  /// The output of a layer, or the network's input.
  struct Value {
    let node: Int?
    let shape: Shape

    /// The size of the last axis.
    var channels: Int { shape[-1] }
  }

  /// What goes into the network.
  let input: Value

  /// Whether the network is built for one size; Keras pads by it.
  let isSizeKnown: Bool

  /// How kernels begin.
  var kernelInitializer = InitializerCall(GlorotUniform())

  /// What `normalize` makes.
  var normalization = BatchNormalization()

  private var nodes: [Graph.Node] = []

  init(_ shape: Shape, isSizeKnown: Bool) {
    input = Value(node: nil, shape: shape)
    self.isSizeKnown = isSizeKnown
  }

  /// Adds a layer.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - inputs: What it reads.
  ///   - name: Keras' name; nil for the automatic one.
  /// - Returns: Its output.
  /// - Throws: `ShapeError` where the inputs do not fit.
  mutating func add(
    _ layer: any Layer, _ inputs: Value..., name: String? = nil
  ) throws(ShapeError) -> Value {
    let name = name ?? automaticName(type(of: layer).baseName)
    let shapes = inputs.map(\.shape)
    let shape: Shape
    do {
      shape = try layer.outputShape(for: shapes)
    } catch {
      throw ShapeError("in '\(name)': \(error)")
    }
    nodes.append(
      Graph.Node(
        name: name, layer: layer, inputs: inputs.map(\.node), outputShape: shape,
        parameters: layer.parameters(for: shapes), isTrainable: layer.trainable))
    return Value(node: nodes.count - 1, shape: shape)
  }

  private func automaticName(_ base: String) -> String {
    let count = nodes.count { $0.name == base || $0.name.hasPrefix("\(base)_") }
    return count == 0 ? base : "\(base)_\(count)"
  }

  /// The layers in Keras' order: the farthest from the output first, equals as they were written.
  var graph: Graph {
    var depths = [Int](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated().reversed() {
      for case let input? in node.inputs { depths[input] = max(depths[input], depths[index] + 1) }
    }
    let order = nodes.indices.sorted { (-depths[$0], $0) < (-depths[$1], $1) }
    var places = [Int](repeating: 0, count: nodes.count)
    for (place, index) in order.enumerated() { places[index] = place }
    let sorted = order.map { index in
      var node = nodes[index]
      node.inputs = node.inputs.map { $0.map { places[$0] } }
      return node
    }
    return Graph(inputShape: input.shape, nodes: sorted)
  }
}
