public import Schemas
public import Tensors

/// Applies an activation by its word.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Source: Keras 3 `Activation`.
public struct Activation: Layer {
  var activation = ActivationFunction.linear
  public var name: String?

  public static let schema = Schema<Self>(
    "Activation", summary: "Applies an activation by its word.",
    [
      Field("activation", \.activation, .required, doc: "The word: relu, tanh, softmax, …"),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "activation"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.activate(inputs[0], activation)
  }
}
