import Schemas

/// Numbers above a threshold, and another number in place of the rest.
///
/// - Source: Keras 3 `activations.threshold`.
struct ThresholdFunction: ActivationCall {
  var threshold = 0.0
  var defaultValue = 0.0

  static let schema = Schema<Self>(
    "threshold", summary: "Numbers above a threshold, and another number in place of the rest.",
    [
      Field("threshold", \.threshold, .required, doc: "What numbers must be above."),
      Field("default_value", \.defaultValue, .required, doc: "What the rest becomes."),
    ])

  init() {}

  var kind: ActivationFunction.Kind {
    .input(.threshold(Float(threshold), otherwise: Float(defaultValue)))
  }
}
