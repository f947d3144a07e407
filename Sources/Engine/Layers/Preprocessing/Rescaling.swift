public import Schemas
public import Tensors

/// Multiplies by a number and adds another.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Source: Keras 3 `Rescaling`.
public struct Rescaling: Layer {
  public private(set) var scale = 1.0
  public private(set) var offset = 0.0
  public var name: String?

  public static let schema = Schema<Self>(
    "Rescaling", summary: "Multiplies by a number and adds another.",
    [
      Field("scale", \.scale, .required, doc: "Multiplied by."),
      Field("offset", \.offset, doc: "Added."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "rescaling"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(
      ScaleOperation(scale: Float(scale), offset: Float(offset)), inputs,
      shape: lowering.shape(of: inputs[0]))
  }
}
