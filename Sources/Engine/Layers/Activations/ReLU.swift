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
    lowering.activate(
      inputs[0], .relu(most: maxValue, slope: negativeSlope, threshold: threshold))
  }
}
