import Schemas

/// Numbers, nearer to 0 by a threshold.
///
/// - Source: Keras 3 `activations.soft_shrink`.
struct SoftShrinkFunction: ActivationCall {
  var threshold = 0.5

  static let schema = Schema<Self>(
    "soft_shrink", summary: "Numbers, nearer to 0 by a threshold.",
    [Field("threshold", \.threshold, .atLeast(0), doc: "What sizes lose.")])

  init() {}

  var kind: ActivationFunction.Kind { .input(.softShrink(threshold: Float(threshold))) }
}
