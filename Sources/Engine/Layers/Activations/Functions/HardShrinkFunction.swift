import Schemas

/// Numbers, or 0 where they are no greater than a threshold.
///
/// - Source: Keras 3 `activations.hard_shrink`.
struct HardShrinkFunction: ActivationCall {
  var threshold = 0.5

  static let schema = Schema<Self>(
    "hard_shrink", summary: "Numbers, or 0 where they are no greater than a threshold.",
    [Field("threshold", \.threshold, .atLeast(0), doc: "The greatest size that becomes 0.")])

  init() {}

  var kind: ActivationFunction.Kind { .input(.hardShrink(threshold: Float(threshold))) }
}
