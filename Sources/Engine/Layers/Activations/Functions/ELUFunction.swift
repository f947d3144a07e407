import Schemas

/// Bends negative numbers towards −alpha.
///
/// - Source: Keras 3 `activations.elu`.
struct ELUFunction: ActivationCall {
  var alpha = 1.0

  static let schema = Schema<Self>(
    "elu", summary: "Bends negative numbers towards −alpha.",
    [Field("alpha", \.alpha, doc: "The limit of negative numbers, with its sign turned.")])

  init() {}

  var kind: ActivationFunction.Kind { .elementwise(.elu(alpha: Float(alpha))) }
}
