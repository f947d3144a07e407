public import Schemas

/// Turns pictures about their middle in training.
///
/// - Input: `[N, H, W, C]`, numbers of any range.
/// - Output: the same shape.
/// - Source: Keras 3 `RandomRotation`; a positive angle turns counter-clockwise.
public struct RandomRotation: RandomImageLayer {
  var factor: Factor = 0.0
  var fillMode = FillMode.reflect
  var interpolation = AffineInterpolation.bilinear
  public var seed: Int?
  var fillValue = 0.0
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "RandomRotation", summary: "Turns pictures about their middle in training.",
    [
      Field(
        "factor", \.factor, .required, .reaches(-1...1),
        doc: "The greatest angle either way as a share of a whole turn, or a least and a greatest."),
      Field("fill_mode", \.fillMode, doc: "What lies beyond the edge."),
      Field("interpolation", \.interpolation, doc: "What lies between pixels."),
      Field("seed", \.seed, doc: "A seed of this layer's own."),
      Field("fill_value", \.fillValue, doc: "What lies beyond the edge in the mode constant."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "random_rotation"

  public init() {}

  public func transform(of size: ImageSize, _ numbers: ImageNumbers) -> ImageTransform {
    let bounds = factor.bounds(least: -1)
    return transform(
      angleInDegrees: numbers.uniform(
        0, in: (bounds.lowerBound * 360)...(bounds.upperBound * 360)), of: size)
  }

  /// A turn by a given angle.
  package func transform(angleInDegrees: Float, of size: ImageSize) -> ImageTransform {
    .affine(
      .rotation(angleInDegrees: angleInDegrees, of: size),
      ImageFill(fillMode, value: Float(fillValue), interpolation: interpolation))
  }
}
