public import Schemas
public import Tensors

/// Truncated normal numbers of the variance 1 / fan_in.
///
/// - Source: Keras 3 `LecunNormal`; Y. LeCun et al., "Efficient BackProp", 1998.
public struct LecunNormal: Initializer {
  var seed: Int?

  public static let schema = Schema<Self>(
    "LecunNormal", summary: "Truncated normal numbers of the variance 1 / fan_in.",
    [
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's.")
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let fans = Fans(shape)
    return truncatedNormal(
      variance: 1 / fans.fanIn, shape: shape, path: path, random: random.seeded(seed))
  }
}
