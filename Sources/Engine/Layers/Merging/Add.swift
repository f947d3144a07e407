public import Schemas
public import Tensors

/// The sum of inputs of one shape.
///
/// - Input: two or more values of one shape.
/// - Output: the same shape.
/// - Throws: `ShapeError` where the shapes differ.
/// - Source: Keras 3 `Add`.
public struct Add: Layer {
  public var name: String?

  public static let schema = Schema<Self>(
    "Add", summary: "The sum of inputs of one shape.",
    [Field("name", \.name, doc: "The layer's name.")])

  public static let baseName = "add"

  public static let inputCount = 2...64

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    for other in inputs.dropFirst() where other != inputs[0] {
      throw ShapeError("needs inputs of one shape, got \(inputs[0]) and \(other)")
    }
    return inputs[0]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(AddOperation(), inputs, shape: lowering.shape(of: inputs[0]))
  }
}
