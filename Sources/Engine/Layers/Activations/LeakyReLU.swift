public import Schemas
public import Tensors

/// Lets negative numbers through with a small slope.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Source: Keras 3 `LeakyReLU`; the slope is also the derivative at 0.
public struct LeakyReLU: Layer {
  var negativeSlope = 0.3
  public var name: String?

  public static let schema = Schema<Self>(
    "LeakyReLU", summary: "Lets negative numbers through with a small slope.",
    [
      Field(
        "negative_slope", \.negativeSlope, .atLeast(0), doc: "The slope of negative numbers."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "leaky_re_lu"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(
      ActivationOperation(activation: .leakyRelu(slope: Float(negativeSlope))), inputs,
      shape: lowering.shape(of: inputs[0]))
  }
}
