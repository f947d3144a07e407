public import Schemas
public import Tensors

/// The same number everywhere.
public struct Constant: Initializer {
  var value = 0.0

  public static let schema = Schema<Self>(
    "Constant", summary: "The same number everywhere.",
    [
      Field("value", \.value, doc: "The number.")
    ])

  public init() {}

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    constant(value, shape: shape)
  }
}
