public import Schemas
public import Tensors

/// The axes of an example in another order.
///
/// - Input: `[N, …]`.
/// - Output: axis `i` is axis `dims[i]` of the input; the batch, 0, stays.
/// - Throws: `ShapeError` where the axes are not those of the input.
/// - Source: Keras 3 `Permute`.
public struct Permute: Layer {
  var dims: [Int] = []
  public var name: String?

  public static let schema = Schema<Self>(
    "Permute", summary: "The axes of an example in another order.",
    [
      Field(
        "dims", \.dims, .required,
        .must("every axis from 1 on, once") { $0.sorted() == Array(1..<($0.count + 1)) },
        doc: "The axes in their new order, counted from 1."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "permute"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard dims.count == inputs[0].rank else {
      throw ShapeError("dims orders \(dims.count) axes, the input has \(inputs[0].rank)")
    }
    return Shape(dims.map { inputs[0][$0 - 1] })
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.permute(inputs[0], dims.map { $0 - 1 })
  }
}
