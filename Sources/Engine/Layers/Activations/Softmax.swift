public import Schemas
public import Tensors

/// Turns numbers into probabilities along an axis, or along several as if they were one.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Throws: `ShapeError` where an axis is not there.
/// - Source: Keras 3 `Softmax`.
public struct Softmax: Layer {
  var axis: AxisList = [-1]
  public var name: String?

  public static let schema = Schema<Self>(
    "Softmax", summary: "Turns numbers into probabilities along an axis.",
    [
      Field("axis", \.axis, doc: "The axis of the classes, the batch counted as 0."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "softmax"

  public init() {}

  private func exampleAxes(_ shape: Shape) throws(ShapeError) -> [Int] {
    guard let resolved = axis.resolved(rank: shape.rank + 1), !resolved.isEmpty else {
      throw ShapeError("has no axis \(axis.canonical.text) in \(shape); axis 0 is the batch")
    }
    return resolved.map { $0 - 1 }
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    _ = try exampleAxes(inputs[0])
    return inputs[0]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    guard let axes = try? exampleAxes(lowering.shape(of: inputs[0])) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    return lowering.overLast(axes, of: inputs[0]) { lowering, value in
      lowering.emit(SoftmaxOperation(), [value], shape: lowering.shape(of: value))
    }
  }
}
