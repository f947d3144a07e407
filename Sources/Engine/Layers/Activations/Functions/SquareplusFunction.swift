import Schemas

/// (x + √(x² + b)) / 2, a smooth ReLU.
///
/// - Source: Keras 3 `activations.squareplus`.
struct SquareplusFunction: ActivationCall {
  var b = 4.0

  static let schema = Schema<Self>(
    "squareplus", summary: "(x + √(x² + b)) / 2, a smooth ReLU.",
    [Field("b", \.b, .above(0), doc: "How smooth it is around 0.")])

  init() {}

  var kind: ActivationFunction.Kind { .input(.squareplus(b: Float(b))) }
}
