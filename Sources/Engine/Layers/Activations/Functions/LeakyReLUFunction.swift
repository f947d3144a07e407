import Schemas

/// Lets negative numbers through with a small slope.
///
/// - Source: Keras 3 `activations.leaky_relu`; unlike the layer's, the slope is 0.2.
struct LeakyReLUFunction: ActivationCall {
  var negativeSlope = 0.2

  static let schema = Schema<Self>(
    "leaky_relu", summary: "Lets negative numbers through with a small slope.",
    [Field("negative_slope", \.negativeSlope, .atLeast(0), doc: "The slope of negative numbers.")])

  init() {}

  var kind: ActivationFunction.Kind { .elementwise(.leakyRelu(slope: Float(negativeSlope))) }
}
