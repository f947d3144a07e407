public import Schemas

/// Changes the contrast of pictures in training: `(x − mean) · f + mean`, held within `value_range`.
///
/// The mean is that of a picture's channel. `f` is drawn from `1 − lower … 1 + upper`. A single number
/// means `(0, factor)`, so that contrast only grows: Keras 3 draws so, though its documentation
/// promises the number for both sides; write a pair for both.
///
/// - Input: `[N, H, W, C]`, numbers of `value_range`.
/// - Output: the same shape.
/// - Source: Keras 3 `RandomContrast`.
public struct RandomContrast: RandomImageLayer {
  var factor: Factor = 0.0
  var valueRange = ValueRange.bytes
  public var seed: Int?
  public var name: String?

  public static let schema = Schema<Self>(
    "RandomContrast", summary: "Changes the contrast of pictures in training.",
    [
      Field(
        "factor", \.factor, .required, .reaches(0...1),
        doc: "How much contrast may grow, or a pair: how much it may shrink, and grow."),
      Field("value_range", \.valueRange, doc: "The darkest and the brightest number of pictures."),
      Field("seed", \.seed, doc: "A seed of this layer's own."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "random_contrast"

  public init() {}

  public func transform(of size: ImageSize, _ numbers: ImageNumbers) -> ImageTransform {
    let bounds = factor.bounds(least: 0)
    // A pair is sorted before its first number is taken away from 1; a wide one may end below.
    let (one, other) = (1 - bounds.lowerBound, 1 + bounds.upperBound)
    return transform(contrastFactor: numbers.uniform(0, in: min(one, other)...max(one, other)))
  }

  /// A given change.
  package func transform(contrastFactor: Float) -> ImageTransform {
    .contrast(
      factor: contrastFactor, low: Float(valueRange.low), high: Float(valueRange.high))
  }
}
