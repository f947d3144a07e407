public import Schemas
public import Tensors

/// Zeros.
public struct Zeros: Initializer {
  public static let schema = Schema<Self>("Zeros", summary: "Zeros.", [])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    Tensor(zeros: shape)
  }
}
