import Schemas

/// Bends negative numbers towards −alpha, smoothly for every alpha.
///
/// - Source: Keras 3 `activations.celu`; J. T. Barron, "Continuously Differentiable Exponential Linear Units", 2017.
struct CELUFunction: ActivationCall {
  var alpha = 1.0

  static let schema = Schema<Self>(
    "celu", summary: "Bends negative numbers towards −alpha, smoothly for every alpha.",
    [
      Field(
        "alpha", \.alpha, .above(0), doc: "The limit of negative numbers, with its sign turned.")
    ])

  init() {}

  var kind: ActivationFunction.Kind { .input(.celu(alpha: Float(alpha))) }
}
