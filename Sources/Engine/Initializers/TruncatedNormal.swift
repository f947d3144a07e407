public import Schemas
public import Tensors

/// Normal numbers within two deviations of their mean.
///
/// - Source: Keras 3 `TruncatedNormal`.
public struct TruncatedNormal: Initializer {
  var mean = 0.0
  var stddev = 0.05
  var seed: Int?

  public static let schema = Schema<Self>(
    "TruncatedNormal", summary: "Normal numbers within two deviations of their mean.",
    [
      Field("mean", \.mean, doc: "The mean."),
      Field(
        "stddev", \.stddev, .atLeast(0), doc: "The standard deviation before anything is cut off."),
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's."),
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    normal(
      mean: mean, deviation: stddev, isTruncated: true, shape: shape, path: path,
      random: random.seeded(seed))
  }
}
