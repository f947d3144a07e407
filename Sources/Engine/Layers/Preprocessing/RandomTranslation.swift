public import Schemas

/// Moves pictures in training.
///
/// - Input: `[N, H, W, C]`, numbers of any range.
/// - Output: the same shape.
/// - Source: Keras 3 `RandomTranslation`; positive shifts go down and to the right.
public struct RandomTranslation: RandomImageLayer {
  var heightFactor: Factor = 0.0
  var widthFactor: Factor = 0.0
  var fillMode = FillMode.reflect
  var interpolation = AffineInterpolation.bilinear
  public var seed: Int?
  var fillValue = 0.0
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "RandomTranslation", summary: "Moves pictures in training.",
    [
      Field(
        "height_factor", \.heightFactor, .required, .within(-1...1),
        doc: "The greatest shift up and down as a share of the height, or a least and a greatest."),
      Field(
        "width_factor", \.widthFactor, .required, .within(-1...1),
        doc: "The same for left and right, as a share of the width."),
      Field("fill_mode", \.fillMode, doc: "What lies beyond the edge."),
      Field("interpolation", \.interpolation, doc: "What lies between pixels."),
      Field("seed", \.seed, doc: "A seed of this layer's own."),
      Field("fill_value", \.fillValue, doc: "What lies beyond the edge in the mode constant."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "random_translation"

  public init() {}

  public func transform(of size: ImageSize, _ numbers: ImageNumbers) -> ImageTransform {
    transform(
      xInPixels: numbers.uniform(1, in: widthFactor.bounds()) * Float(size.width),
      yInPixels: numbers.uniform(0, in: heightFactor.bounds()) * Float(size.height))
  }

  /// A given shift.
  package func transform(xInPixels x: Float, yInPixels y: Float) -> ImageTransform {
    .affine(
      .translation(xInPixels: x, yInPixels: y),
      ImageFill(fillMode, value: Float(fillValue), interpolation: interpolation))
  }
}
