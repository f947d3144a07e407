public import Schemas
public import Tensors

/// The inputs one after another along an axis.
///
/// - Input: two or more values whose shapes agree but for that axis.
/// - Output: that shape, the axis as long as all of theirs together.
/// - Throws: `ShapeError` where another axis differs.
/// - Source: Keras 3 `Concatenate`.
public struct Concatenate: Layer {
  var axis = -1
  public var name: String?

  public static let schema = Schema<Self>(
    "Concatenate", summary: "The inputs one after another along an axis.",
    [
      Field("axis", \.axis, doc: "The axis, the batch counted as 0."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "concatenate"

  public static let inputCount = 2...64

  public init() {}

  /// The axis of an example; nil where there is no such axis.
  private func exampleAxis(_ rank: Int) -> Int? {
    let axis = axis < 0 ? rank + axis : self.axis - 1
    return (0..<rank).contains(axis) ? axis : nil
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    var result = inputs[0]
    guard let axis = exampleAxis(result.rank) else {
      throw ShapeError("has no axis \(self.axis) in \(result); axis 0 is the batch")
    }
    for other in inputs.dropFirst() {
      let agrees =
        other.rank == result.rank
        && (0..<other.rank).allSatisfy { $0 == axis || other[$0] == result[$0] }
      guard agrees else {
        throw ShapeError(
          "needs inputs that agree but for axis \(self.axis), got \(inputs[0]) and \(other)")
      }
      result.sizes[axis] += other[axis]
    }
    return result
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shapes = inputs.map { lowering.shape(of: $0) }
    guard let axis = exampleAxis(shapes[0].rank), let shape = try? outputShape(for: shapes) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its inputs")
    }
    return lowering.emit(ConcatenateOperation(axis: axis), inputs, shape: shape)
  }
}
