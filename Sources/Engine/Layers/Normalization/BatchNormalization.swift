public import Schemas
public import Tensors

/// Gives every channel of a batch mean 0 and variance 1, then a learned scale and shift.
///
/// Training: `(x − μ) / √(σ² + ε) · γ + β` with the batch's mean and biased variance, and
/// `moving = moving · momentum + batch · (1 − momentum)`, the biased variance there too. Inference, and
/// a frozen layer in training: the moving statistics.
///
/// - Input: `[N, …, C]`.
/// - Output: the same shape.
/// - Weights: `gamma`, `beta`, `moving_mean`, `moving_variance`, each `[C]`.
/// - Source: Keras 3 `BatchNormalization`; S. Ioffe, C. Szegedy, ICML 2015.
public struct BatchNormalization: Layer {
  var axis = -1
  var momentum = 0.99
  var epsilon = 0.001
  var center = true
  var scale = true
  var betaInitializer = InitializerCall(Zeros())
  var gammaInitializer = InitializerCall(Ones())
  var movingMeanInitializer = InitializerCall(Zeros())
  var movingVarianceInitializer = InitializerCall(Ones())
  public var trainable = true
  public var name: String?

  public static let schema = Schema<Self>(
    "BatchNormalization",
    summary:
      "Gives every channel of a batch mean 0 and variance 1, then a learned scale and shift.",
    [
      Field("axis", \.axis, doc: "The axis of the channels; only the last is supported."),
      Field("momentum", \.momentum, .within(0...1), doc: "How slowly the moving statistics move."),
      Field("epsilon", \.epsilon, .above(0), doc: "Added to the variance."),
      Field("center", \.center, doc: "Whether a shift is learned."),
      Field("scale", \.scale, doc: "Whether a scale is learned."),
      Field("beta_initializer", \.betaInitializer, doc: "How the shift begins."),
      Field("gamma_initializer", \.gammaInitializer, doc: "How the scale begins."),
      Field("moving_mean_initializer", \.movingMeanInitializer, doc: "How the moving mean begins."),
      Field(
        "moving_variance_initializer", \.movingVarianceInitializer,
        doc: "How the moving variance begins."),
      Field("trainable", \.trainable, doc: "Whether the weights are learned."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "batch_normalization"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard axis == -1 || axis == inputs[0].rank else {
      throw ShapeError(
        "axis \(axis) comes with a later version; the last is -1 or \(inputs[0].rank)")
    }
    return inputs[0]
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    let shape: Shape = [inputs[0][-1]]
    var specs: [ParameterSpec] = []
    if scale {
      specs.append(
        ParameterSpec("gamma", shape: shape, initializer: gammaInitializer.initializer))
    }
    if center {
      specs.append(ParameterSpec("beta", shape: shape, initializer: betaInitializer.initializer))
    }
    return specs + [
      ParameterSpec(
        "moving_mean", shape: shape, initializer: movingMeanInitializer.initializer,
        isTrainable: false),
      ParameterSpec(
        "moving_variance", shape: shape, initializer: movingVarianceInitializer.initializer,
        isTrainable: false),
    ]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let names =
      (scale ? ["gamma"] : []) + (center ? ["beta"] : []) + ["moving_mean", "moving_variance"]
    return lowering.emit(
      BatchNormalizationOperation(
        momentum: Float(momentum), epsilon: Float(epsilon), usesCenter: center, usesScale: scale,
        isFrozen: lowering.isFrozen), inputs, parameters: names.map { lowering.parameter($0) },
      shape: lowering.shape(of: inputs[0]))
  }
}
