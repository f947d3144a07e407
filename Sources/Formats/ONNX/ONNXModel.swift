public import Tensors

/// A model in the Open Neural Network Exchange format, as programs read it that only predict.
///
/// - Source: ONNX, `onnx.proto`, version 8 of the representation, version 17 of the operators.
public struct ONNXModel: Sendable {
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
    /// The name, for people.
    public var name: String

    /// The operator: `Conv`.
    public var operation: String

    /// The values that it reads, by name.
    public var inputs: [String]

    /// The value that it makes.
    public var output: String

    /// What it is set up with, by name.
    public var attributes: [(name: String, value: Attribute)]

    /// An operator in its place.
    public init(
      name: String, operation: String, inputs: [String], output: String,
      attributes: [(name: String, value: Attribute)]
    ) {
      self.name = name
      self.operation = operation
      self.inputs = inputs
      self.output = output
      self.attributes = attributes
    }
  }

  /// A value that is always the same.
  public enum Constant: Sendable {
    /// Numbers of Float32.
    case floats(Tensor)
    /// Whole numbers in a row.
    case integers([Int])
  }

  /// A value that comes in or goes out, of any number of examples.
  public struct Port: Sendable {
    /// The name.
    public var name: String

    /// The shape of an example.
    public var shape: Shape

    /// A value that comes in or goes out.
    public init(_ name: String, _ shape: Shape) {
      self.name = name
      self.shape = shape
    }
  }

  private let input: Port
  private let output: Port
  private let nodes: [Node]
  private let constants: [(name: String, value: Constant)]

  /// A model.
  ///
  /// - Parameters:
  ///   - input: What comes in.
  ///   - output: What goes out.
  ///   - nodes: The operators, each after those whose values it reads.
  ///   - constants: The values that are always the same, by name.
  public init(
    input: Port, output: Port, nodes: [Node], constants: [(name: String, value: Constant)]
  ) {
    self.input = input
    self.output = output
    self.nodes = nodes
    self.constants = constants
  }

  private static let representationVersion = 8
  private static let operatorVersion = 17

  /// Numbers of types of elements.
  private enum ElementType {
    static let float = 1
    static let integer = 7
  }

  /// Writes the file; equal models give equal bytes.
  public func encode() -> [UInt8] {
    var operators = ProtocolBuffer()
    operators.add(1, "")
    operators.add(2, Self.operatorVersion)
    var model = ProtocolBuffer()
    model.add(1, Self.representationVersion)
    model.add(2, "Konspekt")
    model.add(7, graph)
    model.add(8, operators)
    return model.bytes
  }

  private var graph: ProtocolBuffer {
    var graph = ProtocolBuffer()
    for node in nodes { graph.add(1, Self.message(node)) }
    graph.add(2, "model")
    for (name, value) in constants { graph.add(5, Self.message(name, value)) }
    graph.add(11, Self.message(input))
    graph.add(12, Self.message(output))
    return graph
  }

  private static func message(_ node: Node) -> ProtocolBuffer {
    var message = ProtocolBuffer()
    for input in node.inputs { message.add(1, input) }
    message.add(2, node.output)
    message.add(3, node.name)
    message.add(4, node.operation)
    for (name, value) in node.attributes {
      var attribute = ProtocolBuffer()
      attribute.add(1, name)
      // The last number says which of the fields holds the value.
      switch value {
      case .float(let number):
        attribute.add(2, number)
        attribute.add(20, 1)
      case .integer(let number):
        attribute.add(3, number)
        attribute.add(20, 2)
      case .integers(let numbers):
        for number in numbers { attribute.add(8, number) }
        attribute.add(20, 7)
      }
      message.add(5, attribute)
    }
    return message
  }

  private static func message(_ name: String, _ value: Constant) -> ProtocolBuffer {
    var message = ProtocolBuffer()
    let sizes: [Int]
    let type: Int
    var content: [UInt8] = []
    switch value {
    case .floats(let tensor):
      sizes = tensor.shape.sizes
      type = ElementType.float
      tensor.withElements { content += UnsafeRawBufferPointer($0) }
    case .integers(let numbers):
      sizes = [numbers.count]
      type = ElementType.integer
      for number in numbers {
        withUnsafeBytes(of: Int64(number).littleEndian) { content += $0 }
      }
    }
    for size in sizes { message.add(1, size) }
    message.add(2, type)
    message.add(8, name)
    message.add(9, content)
    return message
  }

  private static func message(_ port: Port) -> ProtocolBuffer {
    var shape = ProtocolBuffer()
    var batch = ProtocolBuffer()
    batch.add(2, "N")
    shape.add(1, batch)
    for size in port.shape.sizes {
      var dimension = ProtocolBuffer()
      dimension.add(1, size)
      shape.add(1, dimension)
    }
    var tensor = ProtocolBuffer()
    tensor.add(1, ElementType.float)
    tensor.add(2, shape)
    var type = ProtocolBuffer()
    type.add(1, tensor)
    var message = ProtocolBuffer()
    message.add(1, port.name)
    message.add(2, type)
    return message
  }
}
