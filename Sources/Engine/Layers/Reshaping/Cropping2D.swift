public import Schemas
public import Tensors

/// An image without rows and columns at its sides.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, H − top − bottom, W − left − right, C]`.
/// - Throws: `ShapeError` where nothing is left.
/// - Source: Keras 3 `Cropping2D`.
public struct Cropping2D: PreparingLayer {
  var cropping = Border2D(0)
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "Cropping2D", summary: "An image without rows and columns at its sides.",
    [
      Field("cropping", \.cropping, doc: "The cells at the sides."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "cropping2d"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    let height = inputs[0][0] - cropping.top - cropping.bottom
    let width = inputs[0][1] - cropping.left - cropping.right
    guard height > 0, width > 0 else {
      throw ShapeError("cropping leaves nothing of the \(inputs[0][0])×\(inputs[0][1]) input")
    }
    return [height, width, inputs[0][2]]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    let rows = Array(Int32(cropping.top)..<Int32(shape[0] - cropping.bottom))
    let columns = Array(Int32(cropping.left)..<Int32(shape[1] - cropping.right))
    return lowering.emit(
      CellMapOperation(name: "cropping", rows: rows, columns: columns), inputs,
      shape: [rows.count, columns.count, shape[2]])
  }
}
