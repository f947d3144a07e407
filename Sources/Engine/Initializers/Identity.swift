public import Schemas
public import Tensors

/// Ones, or another number, where row and column are the same, and zeros elsewhere.
///
/// - Source: Keras 3 `Identity`; for weights of two axes.
public struct Identity: Initializer {
  var gain = 1.0

  public static let schema = Schema<Self>(
    "Identity", summary: "Ones where row and column are the same, and zeros elsewhere.",
    [
      Field("gain", \.gain, doc: "The number in place of 1.")
    ])

  public init() {}

  public func problem(for shape: Shape) -> String? {
    shape.rank == 2 ? nil : "Identity needs a weight of two axes, not \(shape)"
  }

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    Tensor(shape: shape) { elements in
      for index in 0..<min(shape[0], shape[1]) { elements[index * (shape[1] + 1)] = Float(gain) }
    }
  }
}
