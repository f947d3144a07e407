public import Schemas
public import Tensors

/// The greatest number of every channel over the whole image.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, C]`, or `[N, 1, 1, C]` with `keepdims`.
/// - Source: Keras 3 `GlobalMaxPooling2D`; equal greatest numbers share the gradient.
public struct GlobalMaxPooling2D: Layer {
  var dataFormat: DataFormat?
  var keepdims = false
  public var name: String?

  public static let schema = Schema<Self>(
    "GlobalMaxPooling2D", summary: "The greatest number of every channel over the whole image.",
    [
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("keepdims", \.keepdims, doc: "Whether height and width stay, as 1."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "global_max_pooling2d"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    return keepdims ? [1, 1, inputs[0][2]] : [inputs[0][2]]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let channels = lowering.shape(of: inputs[0])[2]
    return lowering.emit(
      GlobalPoolingOperation(kind: .maximum), inputs,
      shape: keepdims ? [1, 1, channels] : [channels])
  }
}
