public import Schemas
public import Tensors

/// Keeps the greatest number under a window that steps over every channel.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, H', W', C]`; `.same`: `H' = ⌈H / s⌉`; `.valid`: `H' = ⌊(H − p) / s⌋ + 1`.
/// - Throws: `ShapeError` from `outputShape(for:)` where the window is larger than the image.
/// - Source: Keras 3 `MaxPooling2D`; the gradient goes to the first of equals, row by row.
public struct MaxPooling2D: Layer {
  var poolSize: Size2D = 2
  var strides: Size2D?
  var padding = Padding.valid
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "MaxPooling2D",
    summary: "Keeps the greatest number under a window that steps over every channel.",
    [
      Field("pool_size", \.poolSize, .atLeast(1), doc: "Height and width of the window."),
      Field(
        "strides", \.strides,
        .must("at least 1") { $0.map { min($0.height, $0.width) >= 1 } ?? true },
        doc: "Steps between places of the window; by default the size of the window."),
      Field("padding", \.padding, doc: "Whether the window may reach over the border."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "max_pooling2d"

  public init() {}

  private func window(on image: Shape) throws(ShapeError) -> Window {
    try Window(
      on: image, kernel: poolSize, strides: strides ?? poolSize, padding: padding,
      argument: "pool_size")
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    let output = try window(on: inputs[0]).output
    return [output.height, output.width, inputs[0][2]]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    guard let window = try? window(on: shape) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    return lowering.emit(
      MaxPoolingOperation(window: window), inputs,
      shape: [window.output.height, window.output.width, shape[2]])
  }
}
