public import Schemas
public import Tensors

/// How a weight begins: a pure function of the seed and of the weight's path.
public protocol Initializer: Declared {
  /// Returns the first value of a weight.
  ///
  /// - Parameters:
  ///   - shape: The shape of the weight.
  ///   - path: The weight, `conv2d/kernel`.
  ///   - random: The random numbers of the seed.
  /// - Returns: The value.
  func value(shape: Shape, path: String, random: Random) -> Tensor

  /// Returns what a shape lacks for the initializer; nil where it fits.
  func problem(for shape: Shape) -> String?
}

extension Initializer {
  /// Most initializers take any shape.
  public func problem(for shape: Shape) -> String? { nil }
}

/// Keras' fans of a weight: products of its axes, the last two being inputs and outputs.
struct Fans {
  let fanIn: Double
  let fanOut: Double

  init(_ shape: Shape) {
    switch shape.rank {
    case 0: (fanIn, fanOut) = (1, 1)
    case 1: (fanIn, fanOut) = (Double(shape[0]), Double(shape[0]))
    default:
      let field = Double(shape.sizes.dropLast(2).reduce(1, *))
      (fanIn, fanOut) = (field * Double(shape[-2]), field * Double(shape[-1]))
    }
  }
}
