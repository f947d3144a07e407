public import Schemas
public import Tensors

/// The same numbers in another shape, in C order.
///
/// - Input: `[N, …]`.
/// - Output: `[N] + target_shape`; one size may be −1 and follows from the others.
/// - Throws: `ShapeError` where the numbers do not fill the shape.
/// - Source: Keras 3 `Reshape`.
public struct Reshape: Layer {
  var targetShape: [Int] = []
  public var name: String?

  public static let schema = Schema<Self>(
    "Reshape", summary: "The same numbers in another shape.",
    [
      Field(
        "target_shape", \.targetShape, .required,
        .must("sizes of at least 1, one of which may be -1") { sizes in
          sizes.allSatisfy { $0 >= 1 || $0 == -1 } && sizes.count { $0 == -1 } <= 1
        }, doc: "The shape without the batch."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "reshape"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    let known = targetShape.filter { $0 > 0 }.reduce(1, *)
    let count = inputs[0].count
    let rest = count / max(known, 1)
    let shape = Shape(targetShape.map { $0 == -1 ? rest : $0 })
    guard shape.count == count else {
      throw ShapeError("cannot put \(count) numbers, of \(inputs[0]), into \(targetShape)")
    }
    return shape
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    guard let shape = try? outputShape(for: [lowering.shape(of: inputs[0])]) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    return lowering.emit(ReshapeOperation(), inputs, shape: shape)
  }
}
