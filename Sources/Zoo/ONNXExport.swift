public import Engine
import Formats
public import Tensors

/// A model as a file in the Open Neural Network Exchange format.
public enum ONNXExport {
  /// Writes a file that computes what the model predicts.
  ///
  /// - Parameters:
  ///   - graph: The model; ONNX has operators for all its layers.
  ///   - weights: All weights of the model, by their names in it.
  /// - Returns: The file.
  public static func encode(
    _ graph: Graph, _ weights: [(name: String, tensor: Tensor)]
  ) -> [UInt8] {
    let operators = graph.operatorGraph(weights)
    return ONNXModel(
      input: ONNXModel.Port(OperatorGraph.input, graph.inputShape),
      output: ONNXModel.Port(OperatorGraph.output, graph.outputShape),
      nodes: operators.nodes.map { node in
        ONNXModel.Node(
          name: node.output, operation: node.operation, inputs: node.inputs, output: node.output,
          attributes: node.attributes.map { ($0.name, attribute($0.value)) })
      },
      constants: operators.constants.map { ($0.name, constant($0.value)) }
    ).encode()
  }

  private static func attribute(_ value: OperatorGraph.Attribute) -> ONNXModel.Attribute {
    switch value {
    case .integer(let number): .integer(number)
    case .integers(let numbers): .integers(numbers)
    case .float(let number): .float(number)
    }
  }

  private static func constant(_ value: OperatorGraph.Constant) -> ONNXModel.Constant {
    switch value {
    case .floats(let tensor): .floats(tensor)
    case .integers(let numbers): .integers(numbers)
    }
  }
}
