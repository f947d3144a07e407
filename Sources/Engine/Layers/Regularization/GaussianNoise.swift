public import Schemas
public import Tensors

/// Adds normal noise in training.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Source: Keras 3 `GaussianNoise`.
public struct GaussianNoise: Layer {
  var stddev = 0.0
  var seed: Int?
  public var name: String?

  public static let schema = Schema<Self>(
    "GaussianNoise", summary: "Adds normal noise in training.",
    [
      Field(
        "stddev", \.stddev, .required, .within(0...1), doc: "The standard deviation of the noise."),
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "gaussian_noise"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(
      GaussianNoiseOperation(deviation: Float(stddev), seed: seed), inputs,
      shape: lowering.shape(of: inputs[0]))
  }
}
