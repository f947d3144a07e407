public import Schemas
public import Tensors

/// An image of another size.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, height, width, C]`.
/// - Source: Keras 3 `Resizing`: half-pixel centres, the border's pixels beyond it.
public struct Resizing: PreparingLayer {
  var height = 0
  var width = 0
  var interpolation = Interpolation.bilinear
  var cropsToAspectRatio = false
  var padsToAspectRatio = false
  var fillMode = FillMode.constant
  var fillValue = 0.0
  var antialias = false
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "Resizing", summary: "An image of another size.",
    [
      Field("height", \.height, .required, .atLeast(1), doc: "The new height."),
      Field("width", \.width, .required, .atLeast(1), doc: "The new width."),
      Field("interpolation", \.interpolation, doc: "What stands between the cells."),
      Field(
        "crop_to_aspect_ratio", \.cropsToAspectRatio,
        doc: "Whether what the new shape has no room for is cut off first."),
      Field(
        "pad_to_aspect_ratio", \.padsToAspectRatio,
        doc: "Whether what the new shape has too much is added first."),
      Field("fill_mode", \.fillMode, doc: "What is added."),
      Field("fill_value", \.fillValue, doc: "The number that is added."),
      Field("antialias", \.antialias, doc: "Whether shrinking looks at all pixels."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "resizing"

  public init() {}

  /// Keras' `smart_resize`: a cut to the new proportions, then bilinear.
  static func croppingToAspectRatio(height: Int, width: Int) -> Resizing {
    var resizing = Resizing()
    resizing.height = height
    resizing.width = width
    resizing.cropsToAspectRatio = true
    return resizing
  }

  /// Resizing with Keras' defaults.
  public init(to size: Size2D) {
    height = size.height
    width = size.width
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireImage(inputs[0])
    guard !(cropsToAspectRatio && padsToAspectRatio) else {
      throw ShapeError("crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other")
    }
    return [height, width, inputs[0][2]]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    var image = inputs[0]
    let shape = lowering.shape(of: image)
    if cropsToAspectRatio || padsToAspectRatio {
      // Keras' own order of operations, in Float64, rounded down.
      let fitHeight = Int(Double(shape[1] * height) / Double(width))
      let fitWidth = Int(Double(shape[0] * width) / Double(height))
      let join: (Int, Int) -> Int =
        cropsToAspectRatio ? { max(min($0, $1), 1) } : { max($0, $1) }
      let rows = Self.centred(shape[0], join(shape[0], fitHeight))
      let columns = Self.centred(shape[1], join(shape[1], fitWidth))
      image = lowering.emit(
        CellMapOperation(
          name: cropsToAspectRatio ? "cropping" : "padding", rows: rows, columns: columns,
          fill: Float(fillValue)), [image], shape: [rows.count, columns.count, shape[2]])
    }
    return lowering.resample(
      image, to: Size2D(height, width), by: interpolation, antialias: antialias)
  }

  /// The places of the middle of a line; -1 for what is added at both ends where more is wanted.
  ///
  /// Keras adds the same at both ends, so that one place may be lacking.
  private static func centred(_ size: Int, _ length: Int) -> [Int32] {
    let start = abs(length - size) / 2
    if length > size {
      let end = [Int32](repeating: -1, count: start)
      return end + (0..<Int32(size)) + end
    }
    return (start..<(start + length)).map { Int32($0) }
  }
}

extension Resizing {
  /// What stands where padding has no pixels.
  public enum FillMode: String, WordValue {
    /// `fill_value`.
    case constant
  }
}
