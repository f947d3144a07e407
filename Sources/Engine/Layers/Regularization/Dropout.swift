public import Schemas
public import Tensors

/// Sets some numbers to 0 in training, at random, and scales the others up.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Source: Keras 3 `Dropout`; N. Srivastava et al., JMLR 2014.
public struct Dropout: Layer {
  var rate = 0.0
  public var name: String?

  public static let schema = Schema<Self>(
    "Dropout", summary: "Sets some numbers to 0 in training, at random, and scales the others up.",
    [
      Field("rate", \.rate, .required, .within(0..<1), doc: "The share that is dropped."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "dropout"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(
      DropoutOperation(rate: Float(rate)), inputs,
      shape: lowering.shape(of: inputs[0]))
  }
}
