import Schemas

/// Lets positive numbers through and holds negative ones at 0.
///
/// - Source: Keras 3 `activations.relu`.
struct ReLUFunction: ActivationCall {
  var negativeSlope = 0.0
  var maxValue: Double?
  var threshold = 0.0

  static let schema = Schema<Self>(
    "relu", summary: "Lets positive numbers through and holds negative ones at 0.",
    [
      Field("negative_slope", \.negativeSlope, .atLeast(0), doc: "The slope below the threshold."),
      Field("max_value", \.maxValue, .atLeast(0), doc: "Where the output stops growing."),
      Field("threshold", \.threshold, .atLeast(0), doc: "Below it the slope is another."),
    ])

  init() {}

  var kind: ActivationFunction.Kind {
    .relu(most: maxValue, slope: negativeSlope, threshold: threshold)
  }
}
