import Schemas

/// Numbers times the share of a normal distribution below them.
///
/// - Source: Keras 3 `activations.gelu`; D. Hendrycks, K. Gimpel, 2016.
struct GELUFunction: ActivationCall {
  var isApproximate = false

  static let schema = Schema<Self>(
    "gelu", summary: "Numbers times the share of a normal distribution below them.",
    [Field("approximate", \.isApproximate, doc: "Whether the share is computed by a tanh.")])

  init() {}

  var kind: ActivationFunction.Kind { .input(isApproximate ? .geluTanh : .gelu) }
}
