public import Schemas
public import Tensors

/// The sum of the inputs.
///
/// - Input: values of one shape; an axis of 1 stands for all places of the other's.
/// - Output: that shape.
/// - Throws: `ShapeError` where the shapes do not fit each other.
/// - Source: Keras 3 `Add`.
public struct Add: Layer {
  public var name: String?

  public static let schema = Schema<Self>(
    "Add", summary: "The sum of the inputs.",
    [Field("name", \.name, doc: "The layer's name.")])

  public static let baseName = "add"

  public static let inputCount = 2...64

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try Broadcast.shape(of: inputs)
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.merge(inputs, by: .add)
  }
}
