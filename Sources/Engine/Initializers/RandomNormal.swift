public import Schemas
public import Tensors

/// Normal numbers.
///
/// - Source: Keras 3 `RandomNormal`.
public struct RandomNormal: Initializer {
  var mean = 0.0
  var stddev = 0.05
  var seed: Int?

  public static let schema = Schema<Self>(
    "RandomNormal", summary: "Normal numbers.",
    [
      Field("mean", \.mean, doc: "The mean."),
      Field("stddev", \.stddev, .atLeast(0), doc: "The standard deviation."),
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's."),
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    normal(
      mean: mean, deviation: stddev, isTruncated: false, shape: shape, path: path,
      random: random.seeded(seed))
  }
}
