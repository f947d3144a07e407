public import Schemas
public import Tensors

/// All numbers of an example in one row, in C order.
///
/// - Input: `[N, …]`.
/// - Output: `[N, product of the rest]`.
/// - Source: Keras 3 `Flatten`.
public struct Flatten: Layer {
  var dataFormat: DataFormat?
  public var name: String?

  public static let schema = Schema<Self>(
    "Flatten", summary: "All numbers of an example in one row.",
    [
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "flatten"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape { [inputs[0].count] }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(ReshapeOperation(), inputs, shape: [lowering.shape(of: inputs[0]).count])
  }
}
