public import Schemas
public import Tensors

/// Gives every channel of a batch mean 0 and variance 1, then a learned scale and shift.
///
/// Training: `(x − μ) / √(σ² + ε) · γ + β` with the batch's mean and biased variance, and
/// `moving = moving · momentum + batch · (1 − momentum)`, the biased variance there too. Inference, and
/// a frozen layer in training: the moving statistics.
///
/// - Input: `[N, …, C]`, or with the channels at another `axis`.
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
  var betaRegularizer: RegularizerCall?
  var gammaRegularizer: RegularizerCall?
  var betaConstraint: ConstraintCall?
  var gammaConstraint: ConstraintCall?
  var renorm = false
  var synchronized = false
  public var trainable = true
  public var name: String?

  public static let schema = Schema<Self>(
    "BatchNormalization",
    summary:
      "Gives every channel of a batch mean 0 and variance 1, then a learned scale and shift.",
    [
      Field("axis", \.axis, doc: "The axis of the channels, the batch counted as 0."),
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
      Field("beta_regularizer", \.betaRegularizer, doc: "A penalty for a large shift."),
      Field("gamma_regularizer", \.gammaRegularizer, doc: "A penalty for a large scale."),
      Field("beta_constraint", \.betaConstraint, doc: "What the shift must obey."),
      Field("gamma_constraint", \.gammaConstraint, doc: "What the scale must obey."),
      Field(
        "renorm", \.renorm, .must("False: renormalization is not supported") { !$0 },
        doc: "Whether the batch's statistics are corrected by the moving ones."),
      Field(
        "synchronized", \.synchronized,
        doc: "Whether machines share their statistics; there is only one here."),
      Field("trainable", \.trainable, doc: "Whether the weights are learned."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "batch_normalization"

  public init() {}

  /// The axis of an example; nil where there is no such axis.
  private func exampleAxis(_ shape: Shape) -> Int? {
    AxisList([axis]).resolved(rank: shape.rank + 1).map { $0[0] - 1 }
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard exampleAxis(inputs[0]) != nil else {
      throw ShapeError("has no axis \(axis) in \(inputs[0]); axis 0 is the batch")
    }
    return inputs[0]
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    let shape: Shape = [exampleAxis(inputs[0]).map { inputs[0][$0] } ?? 0]
    var specs: [ParameterSpec] = []
    if scale {
      specs.append(
        ParameterSpec("gamma", shape: shape, gammaInitializer, gammaRegularizer, gammaConstraint))
    }
    if center {
      specs.append(
        ParameterSpec("beta", shape: shape, betaInitializer, betaRegularizer, betaConstraint))
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
    guard let axis = exampleAxis(lowering.shape(of: inputs[0])) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    let operation = BatchNormalizationOperation(
      momentum: Float(momentum), epsilon: Float(epsilon), usesCenter: center, usesScale: scale,
      isFrozen: lowering.isFrozen)
    return lowering.overLast([axis], of: inputs[0]) { lowering, value in
      lowering.emit(
        operation, [value], parameters: names.map { lowering.parameter($0) },
        shape: lowering.shape(of: value))
    }
  }
}
