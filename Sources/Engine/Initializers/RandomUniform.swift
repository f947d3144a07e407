public import Schemas
public import Tensors

/// Uniform between two numbers.
public struct RandomUniform: Initializer {
  var minval = -0.05
  var maxval = 0.05
  var seed: Int?

  public static let schema = Schema<Self>(
    "RandomUniform", summary: "Uniform between two numbers.",
    [
      Field("minval", \.minval, doc: "The least value."),
      Field("maxval", \.maxval, doc: "The bound above all values."),
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's."),
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let half = (maxval - minval) / 2
    var value = uniform(half, shape: shape, path: path, random: random.seeded(seed))
    value.withMutableElements { elements in
      for index in elements.indices { elements[index] += Float(minval + half) }
    }
    return value
  }
}
