public import Tensors

/// What a model computes when it predicts, in the operators of the Open Neural Network Exchange (ONNX).
public struct OperatorGraph: Sendable {
  /// A number or numbers that an operator is set up with.
  public enum Attribute: Sendable, Equatable {
    /// A whole number.
    case integer(Int)
    /// Whole numbers.
    case integers([Int])
    /// A number of Float32.
    case float(Float)
  }

  /// An operator in its place.
  public struct Node: Sendable {
    /// The layer whose work it does.
    public var layer: String

    /// The operator: `Conv`.
    public var operation: String

    /// The values that it reads, by name.
    public var inputs: [String]

    /// The value that it makes.
    public var output: String

    /// What it is set up with, by name.
    public var attributes: [(name: String, value: Attribute)]
  }

  /// A value that is always the same.
  public enum Constant: Sendable {
    /// Numbers of Float32.
    case floats(Tensor)
    /// Whole numbers in a row.
    case integers([Int])
  }

  /// The name of what comes in.
  public static let input = "input"

  /// The name of what goes out.
  public static let output = "output"

  /// The operators, each after those whose values it reads.
  public internal(set) var nodes: [Node] = []

  /// The values that are always the same, by name.
  public internal(set) var constants: [(name: String, value: Constant)] = []
}

extension Graph {
  /// The first layer that ONNX has no operators for, as it is set up; nil where there is none.
  public var unexportedLayer: String? {
    let lowered = LoweredGraph(self)
    return lowered.nodes.first { node in
      guard let operation = node.operation as? any ExportedOperation else { return true }
      return !operation.isExported(
        node.inputs.map { lowered.values[$0.index].shape },
        to: lowered.values[node.output.index].shape)
    }?.layer
  }

  /// Says what the model computes in ONNX's operators.
  ///
  /// - Parameter weights: All weights, by their names.
  /// - Returns: The operators.
  /// - Precondition: There is no `unexportedLayer`.
  public func operatorGraph(_ weights: [(name: String, tensor: Tensor)]) -> OperatorGraph {
    var export = OperatorExport(LoweredGraph(self), weights)
    export.run()
    return export.graph
  }
}
