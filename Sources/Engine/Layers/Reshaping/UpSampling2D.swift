public import Schemas
public import Tensors

/// An image whose rows and columns are repeated, or interpolated.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, H · size, W · size, C]`.
/// - Source: Keras 3 `UpSampling2D`.
public struct UpSampling2D: Layer {
  var size: Size2D = 2
  var dataFormat: DataFormat?
  var interpolation = Interpolation.nearest
  public var name: String?

  public static let schema = Schema<Self>(
    "UpSampling2D", summary: "An image whose rows and columns are repeated, or interpolated.",
    [
      Field("size", \.size, .atLeast(1), doc: "How many times the rows and the columns."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("interpolation", \.interpolation, doc: "What stands between the cells."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "up_sampling2d"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    return [inputs[0][0] * size.height, inputs[0][1] * size.width, inputs[0][2]]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    return lowering.resample(
      inputs[0], to: Size2D(shape[0] * size.height, shape[1] * size.width), by: interpolation)
  }
}
