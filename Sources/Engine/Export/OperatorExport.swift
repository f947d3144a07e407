import Tensors

/// Puts a lowered graph together of ONNX's operators.
///
/// Images are height × width × channels here; ONNX' convolutions want the channels in front. A value is kept in
/// the order in which it was made, and turned where somebody needs the other one.
struct OperatorExport {
  private let lowered: LoweredGraph
  private let weights: [String: Tensor]
  private(set) var graph = OperatorGraph()

  /// The names of values with the channels behind, which is also the only order of what is no image.
  private var channelsLast: [ValueID: String] = [:]

  /// The names of images with the channels in front.
  private var channelsFirst: [ValueID: String] = [:]

  /// The layer at work.
  private var layer = ""

  init(_ lowered: LoweredGraph, _ weights: [(name: String, tensor: Tensor)]) {
    self.lowered = lowered
    self.weights = Dictionary(
      weights.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
  }

  /// Goes through the operations.
  mutating func run() {
    channelsLast[ValueID(index: 0)] = OperatorGraph.input
    for node in lowered.nodes {
      guard let operation = node.operation as? any ExportedOperation else {
        preconditionFailure("'\(node.layer)' cannot be exported: \(node.operation.name)")
      }
      layer = node.layer
      operation.export(
        OperatorCall(inputs: node.inputs, output: node.output, parameters: node.parameters),
        into: &self)
    }
    let last = last(lowered.output)
    graph.nodes.append(
      OperatorGraph.Node(
        layer: "output", operation: "Identity", inputs: [last], output: OperatorGraph.output,
        attributes: []))
  }

  // MARK: - Values

  /// The shape of a value.
  func shape(of value: ValueID) -> Shape { lowered.values[value.index].shape }

  /// The name of a value with the channels behind.
  mutating func last(_ value: ValueID) -> String {
    if let name = channelsLast[value] { return name }
    guard let first = channelsFirst[value] else {
      preconditionFailure("'\(layer)' reads a value that was not made")
    }
    let name = add("Transpose", [first], [("perm", .integers([0, 2, 3, 1]))])
    channelsLast[value] = name
    return name
  }

  /// The name of an image with the channels in front.
  mutating func first(_ value: ValueID) -> String {
    if let name = channelsFirst[value] { return name }
    let name = add("Transpose", [last(value)], [("perm", .integers([0, 3, 1, 2]))])
    channelsFirst[value] = name
    return name
  }

  /// Whether an image is there with the channels in front.
  func hasFirst(_ value: ValueID) -> Bool { channelsFirst[value] != nil }

  /// Names a value with the channels behind.
  mutating func set(_ value: ValueID, last name: String) { channelsLast[value] = name }

  /// Names an image with the channels in front.
  mutating func set(_ value: ValueID, first name: String) { channelsFirst[value] = name }

  /// Lets a value be another one.
  mutating func set(_ value: ValueID, as other: ValueID) {
    channelsLast[value] = channelsLast[other]
    channelsFirst[value] = channelsFirst[other]
  }

  // MARK: - Operators

  /// Adds an operator and returns the name of what it makes.
  mutating func add(
    _ operation: String, _ inputs: [String],
    _ attributes: [(name: String, value: OperatorGraph.Attribute)] = []
  ) -> String {
    let name = "\(layer)/\(operation)_\(graph.nodes.count)"
    graph.nodes.append(
      OperatorGraph.Node(
        layer: layer, operation: operation, inputs: inputs, output: name, attributes: attributes))
    return name
  }

  /// Adds what is done to every number by itself, in the order in which the values are there.
  ///
  /// - Parameters:
  ///   - call: The operation's place.
  ///   - body: Adds the operators; takes the names of the inputs and returns that of the output.
  mutating func addElementwise(
    _ call: OperatorCall, _ body: (inout Self, [String]) -> String
  ) {
    let output = shape(of: call.output)
    let areFirst = call.inputs.allSatisfy { hasFirst($0) && shape(of: $0) == output }
    let names = call.inputs.map { areFirst ? first($0) : last($0) }
    let name = body(&self, names)
    if areFirst { set(call.output, first: name) } else { set(call.output, last: name) }
  }

  // MARK: - Constants

  /// The numbers of a weight.
  func weight(_ parameter: ParameterID) -> Tensor {
    let path = lowered.parameters[parameter.index].path
    guard let tensor = weights[path] else {
      preconditionFailure("there is no weight '\(path)'")
    }
    return tensor
  }

  /// Adds numbers and returns their name.
  mutating func constant(_ tensor: Tensor) -> String { constant(.floats(tensor)) }

  /// Adds a single number and returns its name.
  mutating func constant(_ number: Float) -> String { constant(Tensor([number], shape: [])) }

  /// Adds whole numbers and returns their name.
  mutating func constant(_ numbers: [Int]) -> String { constant(.integers(numbers)) }

  private mutating func constant(_ value: OperatorGraph.Constant) -> String {
    let name = "\(layer)/constant_\(graph.constants.count)"
    graph.constants.append((name, value))
    return name
  }
}

/// An operation in its place.
struct OperatorCall {
  /// What it reads.
  var inputs: [ValueID]

  /// What it makes.
  var output: ValueID

  /// Its weights.
  var parameters: [ParameterID]
}

/// An operation that ONNX has operators for.
protocol ExportedOperation: Operation {
  /// Whether it has them for the operation as it is set up.
  func isExported(_ inputs: [Shape], to output: Shape) -> Bool

  /// Adds the operators.
  func export(_ call: OperatorCall, into export: inout OperatorExport)
}

extension ExportedOperation {
  /// Most operations can be exported however they are set up.
  func isExported(_ inputs: [Shape], to output: Shape) -> Bool { true }
}
