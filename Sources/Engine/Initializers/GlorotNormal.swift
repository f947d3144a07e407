public import Schemas
public import Tensors

/// Truncated normal numbers of the variance 2 / (fan_in + fan_out).
///
/// - Source: Keras 3 `GlorotNormal`; X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural
///   networks", AISTATS 2010.
public struct GlorotNormal: Initializer {
  var seed: Int?

  public static let schema = Schema<Self>(
    "GlorotNormal", summary: "Truncated normal numbers of the variance 2 / (fan_in + fan_out).",
    [
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's.")
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let fans = Fans(shape)
    return truncatedNormal(
      variance: 2 / (fans.fanIn + fans.fanOut), shape: shape, path: path,
      random: random.seeded(seed))
  }
}
