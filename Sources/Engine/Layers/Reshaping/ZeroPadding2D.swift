public import Schemas
public import Tensors

/// Rows and columns of zeros around an image.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, H + top + bottom, W + left + right, C]`.
/// - Source: Keras 3 `ZeroPadding2D`.
public struct ZeroPadding2D: PreparingLayer {
  var padding = Border2D(1)
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "ZeroPadding2D", summary: "Rows and columns of zeros around an image.",
    [
      Field("padding", \.padding, doc: "The cells at the sides."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "zero_padding2d"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    return [
      inputs[0][0] + padding.top + padding.bottom, inputs[0][1] + padding.left + padding.right,
      inputs[0][2],
    ]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    func map(_ before: Int, _ size: Int, _ after: Int) -> [Int32] {
      Array(repeating: -1, count: before) + (0..<Int32(size))
        + Array(repeating: -1, count: after)
    }
    let rows = map(padding.top, shape[0], padding.bottom)
    let columns = map(padding.left, shape[1], padding.right)
    return lowering.emit(
      CellMapOperation(name: CellMapOperation.zeroPadding, rows: rows, columns: columns), inputs,
      shape: [rows.count, columns.count, shape[2]])
  }
}
