public import Schemas

/// Zooms into pictures and out of them in training.
///
/// - Input: `[N, H, W, C]`, numbers of any range.
/// - Output: the same shape.
/// - Source: Keras 3 `RandomZoom`; a positive factor zooms out, a negative one in.
public struct RandomZoom: RandomImageLayer {
  var heightFactor: Factor = 0.0
  var widthFactor: Factor?
  var fillMode = FillMode.reflect
  var interpolation = AffineInterpolation.bilinear
  public var seed: Int?
  var fillValue = 0.0
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "RandomZoom", summary: "Zooms into pictures and out of them in training.",
    [
      Field(
        "height_factor", \.heightFactor, .required, .zooms,
        doc: "The greatest zoom either way along the rows, or a least and a greatest."),
      Field(
        "width_factor", \.widthFactor, .zooms,
        doc: "The same along the columns; None keeps the picture's proportions."),
      Field("fill_mode", \.fillMode, doc: "What lies beyond the edge."),
      Field("interpolation", \.interpolation, doc: "What lies between pixels."),
      Field("seed", \.seed, doc: "A seed of this layer's own."),
      Field("fill_value", \.fillValue, doc: "What lies beyond the edge in the mode constant."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "random_zoom"

  public init() {}

  public func transform(of size: ImageSize, _ numbers: ImageNumbers) -> ImageTransform {
    let height = numbers.uniform(0, in: zooms(heightFactor))
    let width = widthFactor.map { numbers.uniform(1, in: zooms($0)) } ?? height
    return transform(heightZoom: height, widthZoom: width, of: size)
  }

  private func zooms(_ factor: Factor) -> ClosedRange<Double> {
    let bounds = factor.bounds()
    return (1 + bounds.lowerBound)...(1 + bounds.upperBound)
  }

  /// A given zoom; below 1 the picture grows.
  package func transform(
    heightZoom: Float, widthZoom: Float, of size: ImageSize
  ) -> ImageTransform {
    .affine(
      .zoom(height: heightZoom, width: widthZoom, of: size),
      ImageFill(fillMode, value: Float(fillValue), interpolation: interpolation))
  }
}
