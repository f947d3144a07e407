public import Schemas

/// Makes pictures brighter and darker in training: `x + f · (high − low)`, held within `value_range`.
///
/// - Input: `[N, H, W, C]`, numbers of `value_range`.
/// - Output: the same shape.
/// - Source: Keras 3 `RandomBrightness`.
public struct RandomBrightness: RandomImageLayer {
  var factor: Factor = 0.0
  var valueRange = ValueRange.bytes
  public var seed: Int?
  public var name: String?

  public static let schema = Schema<Self>(
    "RandomBrightness", summary: "Makes pictures brighter and darker in training.",
    [
      Field(
        "factor", \.factor, .required, .reaches(-1...1),
        doc: "The greatest change as a share of the range, or a least and a greatest."),
      Field("value_range", \.valueRange, doc: "The darkest and the brightest number of pictures."),
      Field("seed", \.seed, doc: "A seed of this layer's own."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "random_brightness"

  public init() {}

  public func transform(of size: ImageSize, _ numbers: ImageNumbers) -> ImageTransform {
    transform(brightness: numbers.uniform(0, in: factor.bounds(least: -1)))
  }

  /// A given change, as a share of the range.
  package func transform(brightness: Float) -> ImageTransform {
    .brightness(
      delta: brightness * Float(valueRange.high - valueRange.low), low: Float(valueRange.low),
      high: Float(valueRange.high))
  }
}
