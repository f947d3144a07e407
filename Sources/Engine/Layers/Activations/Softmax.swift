public import Schemas
public import Tensors

/// Turns numbers into probabilities along the last axis.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Source: Keras 3 `Softmax`.
public struct Softmax: Layer {
  var axis = -1
  public var name: String?

  public static let schema = Schema<Self>(
    "Softmax", summary: "Turns numbers into probabilities along the last axis.",
    [
      Field(
        "axis", \.axis, .must("-1: other axes come with a later version") { $0 == -1 },
        doc: "The axis of the classes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "softmax"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(
      SoftmaxOperation(), inputs,
      shape: lowering.shape(of: inputs[0]))
  }
}
