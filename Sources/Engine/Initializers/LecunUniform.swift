public import Schemas
public import Tensors

/// Uniform within ±√(3 / fan_in).
///
/// - Source: Y. LeCun et al., "Efficient BackProp", 1998.
public struct LecunUniform: Initializer {
  var seed: Int?

  public static let schema = Schema<Self>(
    "LecunUniform", summary: "Uniform within ±√(3 / fan_in).",
    [
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's.")
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let fans = Fans(shape)
    let limit = (3 / fans.fanIn).squareRoot()
    return uniform(limit, shape: shape, path: path, random: random.seeded(seed))
  }
}
