public import Schemas
public import Tensors

/// Uniform within ±√(6 / (fan_in + fan_out)).
///
/// - Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural
///   networks", AISTATS 2010.
public struct GlorotUniform: Initializer {
  var seed: Int?

  public static let schema = Schema<Self>(
    "GlorotUniform", summary: "Uniform within ±√(6 / (fan_in + fan_out)).",
    [
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's.")
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let fans = Fans(shape)
    let limit = (6 / (fans.fanIn + fans.fanOut)).squareRoot()
    return uniform(limit, shape: shape, path: path, random: random.seeded(seed))
  }
}
