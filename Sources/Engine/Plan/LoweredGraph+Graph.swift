import Tensors

extension LoweredGraph {
  /// Lowers the layers of a model, one after the other.
  init(_ model: Graph) { self = Self.lowering(model).graph }

  /// Lowers the layers of a model.
  ///
  /// - Parameter model: The layers.
  /// - Returns: What they compute, and the value that is the output of each of them.
  static func lowering(_ model: Graph) -> (graph: LoweredGraph, outputs: [ValueID]) {
    var lowering = Lowering()
    lowering.graph.values.append(Value(shape: model.inputShape, layer: "input"))
    let input = ValueID(index: 0)
    var outputs: [ValueID] = []
    var weights: [[String: ParameterID]] = []
    for node in model.nodes {
      lowering.layer = node.name
      lowering.isFrozen = !node.isTrainable
      lowering.parameterIDs = node.shares.map { weights[$0] } ?? [:]
      for spec in node.parameters {
        lowering.graph.parameters.append(
          Parameter(
            path: "\(node.name)/\(spec.name)", shape: spec.shape,
            isTrainable: spec.isTrainable && node.isTrainable, regularizer: spec.regularizer,
            constraint: spec.constraint))
        lowering.parameterIDs[spec.name] = ParameterID(index: lowering.graph.parameters.count - 1)
      }
      weights.append(lowering.parameterIDs)
      outputs.append(lowering.lower(node, node.inputs.map { $0.map { outputs[$0] } ?? input }))
    }
    lowering.graph.output = outputs.last ?? input
    return (lowering.graph, outputs)
  }

  /// The operation that makes a value; nil for the model's input.
  func producer(of value: ValueID) -> Int? { nodes.firstIndex { $0.output == value } }

  /// The operations that read a value.
  func consumers(of value: ValueID) -> [Int] {
    nodes.indices.filter { nodes[$0].inputs.contains(value) }
  }

  /// The first operation that has each weight, the last to add to its gradient; nil for a weight that none has.
  var firstReaders: [Int?] {
    var first = [Int?](repeating: nil, count: parameters.count)
    for index in nodes.indices.reversed() {
      for parameter in nodes[index].parameters { first[parameter.index] = index }
    }
    return first
  }

  /// Which weights a pass or an optimizer changes, of all.
  func changingParameters(isTraining: Bool) -> [Bool] {
    var changes = parameters.map { isTraining && $0.isTrainable }
    for node in nodes where isTraining {
      // Moving statistics.
      let normalization = node.operation as? BatchNormalizationOperation
      guard let normalization, !normalization.isFrozen else { continue }
      for parameter in node.parameters { changes[parameter.index] = true }
    }
    return changes
  }

  /// The operations that may keep what they have made of their weights, as nothing changes these.
  func nodesThatKeepPrepared(isTraining: Bool) -> [Bool] {
    let changes = changingParameters(isTraining: isTraining)
    return nodes.map { node in
      let read = node.parameters + node.weights.flatMap { $0.folded?.parameters ?? [] }
      return node.operation.preparesWeightsAlone && !read.contains { changes[$0.index] }
    }
  }

  /// The activation that makes the output, where a cross-entropy can be computed from its input.
  var finalActivation: FinalActivation? {
    guard let last = producer(of: output), consumers(of: output).isEmpty,
      nodes[last].inputs.allSatisfy({ consumers(of: $0).count == 1 })
    else { return nil }
    if let softmax = nodes[last].operation as? SoftmaxOperation, !softmax.isLogarithmic {
      return .softmax
    }
    let activation = nodes[last].operation as? ActivationOperation
    return activation?.activation == .sigmoid ? .sigmoid : nil
  }
}

extension Lowering {
  /// Lowers a layer, or the layers of a whole network.
  fileprivate mutating func lower(_ node: Graph.Node, _ inputs: [ValueID]) -> ValueID {
    let first = graph.nodes.count
    let output =
      if let network = node.network {
        lower(network, inputs[0])
      } else {
        node.layer.lower(into: &self, inputs)
      }
    guard node.isInference else { return output }
    for index in first..<graph.nodes.count {
      guard let operation = graph.nodes[index].operation as? any PhasedOperation else { continue }
      graph.nodes[index].operation = operation.inInference
    }
    return output
  }

  /// Lowers the layers of a whole network, which is the layer at work and has their weights.
  mutating func lower(_ network: Graph, _ input: ValueID) -> ValueID {
    let outer = self
    defer {
      layer = outer.layer
      isFrozen = outer.isFrozen
      parameterIDs = outer.parameterIDs
    }
    var outputs: [ValueID] = []
    for node in network.nodes {
      layer = "\(outer.layer)/\(node.name)"
      isFrozen = outer.isFrozen || !node.isTrainable
      parameterIDs = [:]
      for spec in node.parameters {
        parameterIDs[spec.name] = outer.parameterIDs["\(node.name)/\(spec.name)"]
      }
      outputs.append(lower(node, node.inputs.map { $0.map { outputs[$0] } ?? input }))
    }
    return outputs.last ?? input
  }
}
