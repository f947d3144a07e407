public import Schemas
public import Tensors

/// The first input less the second.
///
/// - Input: values of one shape; an axis of 1 stands for all places of the other's.
/// - Output: that shape.
/// - Throws: `ShapeError` where the shapes do not fit each other.
/// - Source: Keras 3 `Subtract`.
public struct Subtract: Layer {
  public var name: String?

  public static let schema = Schema<Self>(
    "Subtract", summary: "The first input less the second.",
    [Field("name", \.name, doc: "The layer's name.")])

  public static let baseName = "subtract"

  public static let inputCount = 2...2

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try Broadcast.shape(of: inputs)
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.merge(inputs, by: .subtract)
  }
}
