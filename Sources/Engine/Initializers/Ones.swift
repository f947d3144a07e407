public import Schemas
public import Tensors

/// Ones.
public struct Ones: Initializer {
  public static let schema = Schema<Self>("Ones", summary: "Ones.", [])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    constant(1, shape: shape)
  }
}
