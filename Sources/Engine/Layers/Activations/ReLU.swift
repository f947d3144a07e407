public import Schemas
public import Tensors

/// Lets positive numbers through and holds negative ones at 0.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Source: Keras 3 `ReLU`; the derivative is 0 at 0 and at the threshold, and 1 at a
///   `max_value` other than 6.
public struct ReLU: Layer {
  var maxValue: Double?
  var negativeSlope = 0.0
  var threshold = 0.0
  public var name: String?

  public static let schema = Schema<Self>(
    "ReLU", summary: "Lets positive numbers through and holds negative ones at 0.",
    [
      Field("max_value", \.maxValue, .atLeast(0), doc: "Where the output stops growing."),
      Field("negative_slope", \.negativeSlope, .atLeast(0), doc: "The slope below the threshold."),
      Field("threshold", \.threshold, .atLeast(0), doc: "Below it the slope is another."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "re_lu"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    if let simple {
      return lowering.emit(ActivationOperation(activation: simple), inputs, shape: shape)
    }
    let most = maxValue.map { Float($0) } ?? .infinity
    let activation = InputActivation.relu(
      most: most, slope: Float(negativeSlope), threshold: Float(threshold))
    return lowering.emit(InputActivationOperation(activation: activation), inputs, shape: shape)
  }

  /// The activation that a kernel can apply on its way; nil for the rarer kinds.
  private var simple: ElementwiseActivation? {
    guard threshold == 0 else { return nil }
    switch (maxValue, negativeSlope) {
    case (nil, 0): return .relu
    case (nil, let slope): return .leakyRelu(slope: Float(slope))
    case (6, 0): return .relu6
    default: return nil
    }
  }
}
