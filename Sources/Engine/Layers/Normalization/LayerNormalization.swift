public import Schemas
public import Tensors

/// Gives every example mean 0 and variance 1 along some axes, then a learned scale and shift.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Weights: `gamma`, `beta` of the sizes of `axis`.
/// - Throws: `ShapeError` where an axis is not there.
/// - Source: Keras 3 `LayerNormalization`: `(x − μ) / √(σ² + ε) · γ + β`, the biased variance;
///   J. L. Ba et al., "Layer Normalization", 2016.
public struct LayerNormalization: Layer {
  var axis: AxisList = [-1]
  var epsilon = 0.001
  var center = true
  var scale = true
  var betaInitializer = InitializerCall(Zeros())
  var gammaInitializer = InitializerCall(Ones())
  var betaRegularizer: RegularizerCall?
  var gammaRegularizer: RegularizerCall?
  var betaConstraint: ConstraintCall?
  var gammaConstraint: ConstraintCall?
  public var trainable = true
  public var name: String?

  public static let schema = Schema<Self>(
    "LayerNormalization",
    summary: "Gives every example mean 0 and variance 1, then a learned scale and shift.",
    [
      Field("axis", \.axis, doc: "The axes, the batch counted as 0."),
      Field("epsilon", \.epsilon, .above(0), doc: "Added to the variance."),
      Field("center", \.center, doc: "Whether a shift is learned."),
      Field("scale", \.scale, doc: "Whether a scale is learned."),
      Field("beta_initializer", \.betaInitializer, doc: "How the shift begins."),
      Field("gamma_initializer", \.gammaInitializer, doc: "How the scale begins."),
      Field("beta_regularizer", \.betaRegularizer, doc: "A penalty for a large shift."),
      Field("gamma_regularizer", \.gammaRegularizer, doc: "A penalty for a large scale."),
      Field("beta_constraint", \.betaConstraint, doc: "What the shift must obey."),
      Field("gamma_constraint", \.gammaConstraint, doc: "What the scale must obey."),
      Field("trainable", \.trainable, doc: "Whether the weights are learned."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "layer_normalization"

  public init() {}

  private func exampleAxes(_ shape: Shape) throws(ShapeError) -> [Int] {
    guard let resolved = axis.resolved(rank: shape.rank + 1), !resolved.isEmpty else {
      throw ShapeError("has no axis \(axis.canonical.text) in \(shape); axis 0 is the batch")
    }
    return resolved.map { $0 - 1 }
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    _ = try exampleAxes(inputs[0])
    return inputs[0]
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    guard let axes = try? exampleAxes(inputs[0]) else { return [] }
    let shape = Shape(axes.map { inputs[0][$0] })
    var specs: [ParameterSpec] = []
    if scale {
      specs.append(
        ParameterSpec("gamma", shape: shape, gammaInitializer, gammaRegularizer, gammaConstraint))
    }
    if center {
      specs.append(
        ParameterSpec("beta", shape: shape, betaInitializer, betaRegularizer, betaConstraint))
    }
    return specs
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    guard let axes = try? exampleAxes(lowering.shape(of: inputs[0])) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    let names = (scale ? ["gamma"] : []) + (center ? ["beta"] : [])
    let operation = LayerNormalizationOperation(
      epsilon: Float(epsilon), usesCenter: center, usesScale: scale)
    return lowering.overLast(axes, of: inputs[0]) { lowering, value in
      lowering.emit(
        operation, [value], parameters: names.map { lowering.parameter($0) },
        shape: lowering.shape(of: value))
    }
  }
}
