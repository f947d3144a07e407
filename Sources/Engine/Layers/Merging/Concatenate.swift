public import Schemas
public import Tensors

/// The inputs one after another along the last axis.
///
/// - Input: two or more values whose shapes agree but for the last axis.
/// - Output: that shape, the last axis as long as all of theirs together.
/// - Throws: `ShapeError` where another axis differs.
/// - Source: Keras 3 `Concatenate`.
public struct Concatenate: Layer {
  var axis = -1
  public var name: String?

  public static let schema = Schema<Self>(
    "Concatenate", summary: "The inputs one after another along the last axis.",
    [
      Field("axis", \.axis, doc: "The axis, the batch counted as 0; only the last is supported."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "concatenate"

  public static let inputCount = 2...64

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    let first = inputs[0]
    guard axis == -1 || axis == first.rank else {
      throw ShapeError("axis \(axis) comes with a later version; the last is -1 or \(first.rank)")
    }
    for other in inputs.dropFirst()
    where other.rank != first.rank || other.sizes.dropLast() != first.sizes.dropLast() {
      throw ShapeError(
        "needs inputs that agree but for the last axis, got \(first) and \(other)")
    }
    return Shape(first.sizes.dropLast() + [inputs.reduce(0) { $0 + $1[-1] }])
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shapes = inputs.map { lowering.shape(of: $0) }
    return lowering.emit(
      ConcatenateOperation(), inputs,
      shape: Shape(shapes[0].sizes.dropLast() + [shapes.reduce(0) { $0 + $1[-1] }]))
  }
}
