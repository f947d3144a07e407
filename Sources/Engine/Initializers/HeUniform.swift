public import Schemas
public import Tensors

/// Uniform within ±√(6 / fan_in).
///
/// - Source: K. He et al., "Delving Deep into Rectifiers", ICCV 2015.
public struct HeUniform: Initializer {
  var seed: Int?

  public static let schema = Schema<Self>(
    "HeUniform", summary: "Uniform within ±√(6 / fan_in).",
    [
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's.")
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let fans = Fans(shape)
    let limit = (6 / fans.fanIn).squareRoot()
    return uniform(limit, shape: shape, path: path, random: random.seeded(seed))
  }
}
