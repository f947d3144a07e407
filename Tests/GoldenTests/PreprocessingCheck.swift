import Engine
import Formats
import Schemas
import Tensors

/// Cases of preprocessing: random layers whose random numbers are known, and what networks want.
enum PreprocessingCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    switch golden.operation {
    case "preprocess_input": return try comparison(golden, preprocessedInput(golden))
    case "affine_transform":
      return try comparison(golden, transformed(golden) { try affine(golden, $1) })
    default:
      let layer = try readLayer(golden.call)
      guard let random = layer as? any RandomImageLayer else {
        let run = try LayerRun(layer, golden)
        try run.forward(.inference)
        return try GoldenComparison(golden, computed: ["y": run.output])
      }
      return try comparison(
        golden, transformed(golden) { try transform(random, golden, $0, $1) })
    }
  }

  private static func comparison(
    _ golden: GoldenCase, _ output: [Float]
  ) throws -> GoldenComparison {
    try GoldenComparison(golden, computed: ["y": output.map(Double.init)])
  }

  /// Transforms every picture of a case by itself.
  private static func transformed(
    _ golden: GoldenCase, _ transform: (ImageSize, Int) throws -> ImageTransform
  ) throws -> [Float] {
    let shape = try golden.array("x").shape
    let size = ImageSize(height: shape[1], width: shape[2], channels: shape[3])
    let input = try golden.floats("x")
    var output: [Float] = []
    for example in 0..<shape[0] {
      let picture = Array(input[(example * size.count)..<((example + 1) * size.count)])
      output += try transform(size, example).applied(to: picture, size: size, outputSize: size)
    }
    return output
  }

  /// What the known numbers of a picture mean to a layer.
  private static func transform(
    _ layer: any RandomImageLayer, _ golden: GoldenCase, _ size: ImageSize, _ example: Int
  ) throws -> ImageTransform {
    func known(_ name: String) throws -> Float { try golden.floats(name)[example] }
    switch layer {
    case let layer as RandomFlip: return layer.transform(flips: try known("flips") != 0)
    case let layer as RandomRotation:
      return layer.transform(angleInDegrees: try known("angle_degrees"), of: size)
    case let layer as RandomZoom:
      return layer.transform(
        heightZoom: try known("height_zoom"), widthZoom: try known("width_zoom"), of: size)
    case let layer as RandomTranslation:
      let shifts = try golden.floats("translation_xy_pixels")
      return layer.transform(xInPixels: shifts[example * 2], yInPixels: shifts[example * 2 + 1])
    case let layer as RandomContrast:
      return layer.transform(contrastFactor: try known("contrast_factor"))
    case let layer as RandomBrightness: return layer.transform(brightness: try known("brightness"))
    default: throw GoldenError("nothing here knows what is random in \(golden.call)")
    }
  }

  /// The function of `keras.ops.image`; one map may serve all pictures.
  private static func affine(_ golden: GoldenCase, _ example: Int) throws -> ImageTransform {
    let coefficients = try golden.floats("transform")
    let first = coefficients.count > 8 ? example * 8 : 0
    let fill = ImageFill(
      try golden.config["fill_mode"]?.string.map { try read($0, as: FillMode.self) } ?? .constant,
      value: Float(golden.config["fill_value"]?.number ?? 0),
      interpolation: try golden.config["interpolation"]?.string
        .map { try read($0, as: AffineInterpolation.self) } ?? .bilinear)
    return .affine(AffineTransform(SIMD8(coefficients[first..<(first + 8)])), fill)
  }

  private static func preprocessedInput(_ golden: GoldenCase) throws -> [Float] {
    guard let name = golden.config["application"]?.string,
      let preprocess = PreprocessingMode(application: name)
    else { throw GoldenError("nothing here knows how \(golden.name) prepares pictures") }
    guard preprocess.rawValue == golden.metadata["mode"] else {
      throw GoldenError("\(name) prepares pictures by '\(preprocess)'")
    }
    var pixels = try golden.floats("x")
    pixels.withUnsafeMutableBufferPointer { preprocess($0) }
    return pixels
  }
}
