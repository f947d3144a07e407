public import Tensors

/// A value of a lowered graph, by its index.
public struct ValueID: Hashable, Sendable {
  let index: Int
}

/// A weight of a lowered graph, by its index.
public struct ParameterID: Hashable, Sendable {
  let index: Int
}

/// A graph of primitive operations: what the layers of a model compute, free of layers.
struct LoweredGraph {
  /// A value: what an operation makes, or the model's input.
  struct Value {
    var shape: Shape
    /// The layer that it belongs to, for messages.
    var layer: String
  }

  /// An operation with what it reads and writes.
  struct Node {
    var operation: any Operation
    var inputs: [ValueID]
    var output: ValueID
    /// The weights of every operation that became part of this one.
    var weights: [Weights]
    var layer: String
    /// The layers whose work this is, for the dump; more than one after fusion.
    var sources: [String]

    /// All weights.
    var parameters: [ParameterID] { weights.flatMap(\.parameters) }

    /// Numbers of the weights that are made of others before each batch.
    var foldedCount: Int { weights.reduce(0) { $0 + ($1.folded?.count ?? 0) } }
  }

  /// The weights of an operation.
  struct Weights {
    var parameters: [ParameterID]
    /// The batch normalization that is folded into them.
    var folded: FoldedNormalization?
  }

  /// A weight.
  struct Parameter {
    var path: String
    var shape: Shape
    var isTrainable: Bool
    var regularizer: (any Regularizer)?
    var constraint: (any Constraint)?
  }

  /// The values; the inputs come first.
  var values: [Value] = []

  /// How many of the values come from outside.
  var inputCount = 1

  var nodes: [Node] = []
  var parameters: [Parameter] = []
  var output = ValueID(index: 0)

  /// Values behind which there is something to learn, or whose gradient somebody asks for.
  func valuesWithGradients(wantsInputGradients: Bool) -> [Bool] {
    var needs = [Bool](repeating: false, count: values.count)
    if wantsInputGradients {
      for input in 0..<inputCount { needs[input] = true }
    }
    for node in nodes {
      needs[node.output.index] =
        node.parameters.contains { parameters[$0.index].isTrainable }
        || node.inputs.contains { needs[$0.index] }
    }
    return needs
  }
}

/// Where a layer says what it computes.
public struct Lowering {
  var graph = LoweredGraph()

  /// The layer at work.
  var layer = ""

  /// Whether the layer at work is frozen.
  public internal(set) var isFrozen = false

  /// The weights of the layer at work, by name.
  var parameterIDs: [String: ParameterID] = [:]

  /// The shape of a value.
  public func shape(of value: ValueID) -> Shape { graph.values[value.index].shape }

  /// A weight of the layer at work.
  public func parameter(_ name: String) -> ParameterID {
    guard let id = parameterIDs[name] else {
      preconditionFailure("layer \(layer) declares no weight '\(name)'")
    }
    return id
  }

  /// Adds an operation.
  ///
  /// - Parameters:
  ///   - operation: What is computed.
  ///   - inputs: The values it reads.
  ///   - parameters: The weights it reads.
  ///   - shape: The shape of what it makes.
  /// - Returns: The value it makes.
  public mutating func emit(
    _ operation: any Operation, _ inputs: [ValueID], parameters: [ParameterID] = [], shape: Shape
  ) -> ValueID {
    graph.values.append(LoweredGraph.Value(shape: shape, layer: layer))
    let output = ValueID(index: graph.values.count - 1)
    graph.nodes.append(
      LoweredGraph.Node(
        operation: operation, inputs: inputs, output: output,
        weights: [LoweredGraph.Weights(parameters: parameters)], layer: layer, sources: [layer]))
    return output
  }
}
