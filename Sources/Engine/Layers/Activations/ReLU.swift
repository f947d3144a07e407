public import Schemas
public import Tensors

/// Lets positive numbers through and holds negative ones at 0.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Source: Keras 3 `ReLU`; the derivative at 0 is 0.
public struct ReLU: Layer {
  var maxValue: Double?
  var negativeSlope = 0.0
  var threshold = 0.0
  public var name: String?

  public static let schema = Schema<Self>(
    "ReLU", summary: "Lets positive numbers through and holds negative ones at 0.",
    [
      Field(
        "max_value", \.maxValue,
        .must("None or 6: others come with a later version") { $0 == nil || $0 == 6 },
        doc: "Where the output stops growing."),
      Field("negative_slope", \.negativeSlope, .atLeast(0), doc: "The slope of negative numbers."),
      Field(
        "threshold", \.threshold, .must("0: others come with a later version") { $0 == 0 },
        doc: "Below it the output is 0."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "re_lu"

  public init() {}

  private var activation: ElementwiseActivation {
    if maxValue != nil { return .relu6 }
    return negativeSlope == 0 ? .relu : .leakyRelu(slope: Float(negativeSlope))
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard maxValue == nil || negativeSlope == 0 else {
      throw ShapeError("max_value with a negative_slope comes with a later version")
    }
    return inputs[0]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(
      ActivationOperation(activation: activation), inputs, shape: lowering.shape(of: inputs[0]))
  }
}
