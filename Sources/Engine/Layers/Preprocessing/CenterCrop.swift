public import Schemas
public import Tensors

/// The middle of an image.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, height, width, C]`. An image that is smaller is first cut to the new shape's
///   proportions and then enlarged.
/// - Source: Keras 3 `CenterCrop`.
public struct CenterCrop: PreparingLayer {
  var height = 0
  var width = 0
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "CenterCrop", summary: "The middle of an image.",
    [
      Field("height", \.height, .required, .atLeast(1), doc: "The new height."),
      Field("width", \.width, .required, .atLeast(1), doc: "The new width."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "center_crop"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    return [height, width, inputs[0][2]]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    guard shape[0] >= height, shape[1] >= width else {
      return Resizing.croppingToAspectRatio(height: height, width: width)
        .lower(into: &lowering, inputs)
    }
    func middle(_ size: Int, _ length: Int) -> [Int32] {
      let start = (size - length) / 2
      return (start..<(start + length)).map { Int32($0) }
    }
    return lowering.emit(
      CellMapOperation(
        name: "cropping", rows: middle(shape[0], height), columns: middle(shape[1], width)),
      inputs, shape: [height, width, shape[2]])
  }
}
