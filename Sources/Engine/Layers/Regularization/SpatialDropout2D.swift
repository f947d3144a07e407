public import Schemas
public import Tensors

/// Sets whole channels of an image to 0 in training, at random, and scales the others up.
///
/// - Input: `[N, H, W, C]`.
/// - Output: the same shape.
/// - Source: Keras 3 `SpatialDropout2D`; J. Tompson et al., "Efficient Object Localization Using
///   Convolutional Networks", CVPR 2015.
public struct SpatialDropout2D: Layer {
  var rate = 0.0
  var dataFormat: DataFormat?
  var seed: Int?
  public var name: String?

  public static let schema = Schema<Self>(
    "SpatialDropout2D", summary: "Sets whole channels to 0 in training, at random.",
    [
      Field("rate", \.rate, .required, .within(0..<1), doc: "The share that is dropped."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "spatial_dropout2d"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    return inputs[0]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    return lowering.emit(
      DropoutOperation(rate: Float(rate), noiseShape: [1, 1, shape[2]], seed: seed), inputs,
      shape: shape)
  }
}
