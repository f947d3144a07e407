public import Schemas
public import Tensors

/// Truncated normal numbers of the variance 2 / fan_in.
///
/// - Source: Keras 3 `HeNormal`; K. He et al., "Delving Deep into Rectifiers", ICCV 2015.
public struct HeNormal: Initializer {
  var seed: Int?

  public static let schema = Schema<Self>(
    "HeNormal", summary: "Truncated normal numbers of the variance 2 / fan_in.",
    [
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's.")
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let fans = Fans(shape)
    return truncatedNormal(
      variance: 2 / fans.fanIn, shape: shape, path: path, random: random.seeded(seed))
  }
}
