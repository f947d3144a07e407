public import Schemas
public import Tensors

/// Bends negative numbers towards −alpha.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Source: Keras 3 `ELU`; D.-A. Clevert et al., ICLR 2016.
public struct ELU: Layer {
  var alpha = 1.0
  public var name: String?

  public static let schema = Schema<Self>(
    "ELU", summary: "Bends negative numbers towards −alpha.",
    [
      Field("alpha", \.alpha, doc: "The limit of negative numbers, with its sign turned."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "elu"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    lowering.emit(
      ActivationOperation(activation: .elu(alpha: Float(alpha))), inputs,
      shape: lowering.shape(of: inputs[0]))
  }
}
