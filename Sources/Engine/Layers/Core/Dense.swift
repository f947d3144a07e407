public import Schemas
public import Tensors

/// Every output is a learned sum of all inputs.
///
/// - Input: `[N, …, K]`.
/// - Output: `[N, …, units]`.
/// - Weights: `kernel` `[K, units]`, `bias` `[units]`.
/// - Cost: `2·N·K·units` operations.
/// - Source: Keras 3 `Dense`.
public struct Dense: Layer {
  var units = 0
  var activation = ActivationFunction.linear
  var usesBias = true
  var kernelInitializer = InitializerCall(GlorotUniform())
  var biasInitializer = InitializerCall(Zeros())
  var kernelRegularizer: RegularizerCall?
  var biasRegularizer: RegularizerCall?
  var activityRegularizer: RegularizerCall?
  var kernelConstraint: ConstraintCall?
  var biasConstraint: ConstraintCall?
  public var trainable = true
  public var name: String?

  public static let schema = Schema<Self>(
    "Dense", summary: "Every output is a learned sum of all inputs.",
    [
      Field("units", \.units, .required, .atLeast(1), doc: "How many outputs there are."),
      Field("activation", \.activation, doc: "Applied to the sums."),
      Field("use_bias", \.usesBias, doc: "Whether a learned number is added to every output."),
      Field("kernel_initializer", \.kernelInitializer, doc: "How the weights begin."),
      Field("bias_initializer", \.biasInitializer, doc: "How the bias begins."),
      Field("kernel_regularizer", \.kernelRegularizer, doc: "A penalty for large weights."),
      Field("bias_regularizer", \.biasRegularizer, doc: "A penalty for a large bias."),
      Field("activity_regularizer", \.activityRegularizer, doc: "A penalty for large outputs."),
      Field("kernel_constraint", \.kernelConstraint, doc: "What the weights must obey."),
      Field("bias_constraint", \.biasConstraint, doc: "What the bias must obey."),
      Field("trainable", \.trainable, doc: "Whether the weights are learned."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "dense"

  public init() {}

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs[0].rank >= 1 else { throw ShapeError("needs at least one axis, got a scalar") }
    return Shape(inputs[0].sizes.dropLast() + [units])
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    let kernel = ParameterSpec(
      "kernel", shape: [inputs[0][-1], units], kernelInitializer, kernelRegularizer,
      kernelConstraint)
    guard usesBias else { return [kernel] }
    let bias = ParameterSpec(
      "bias", shape: [units], biasInitializer, biasRegularizer, biasConstraint)
    return [kernel, bias]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    let parameters = [lowering.parameter("kernel")] + (usesBias ? [lowering.parameter("bias")] : [])
    let sum = lowering.emit(
      DenseOperation(inputs: shape[-1], units: units, usesBias: usesBias), inputs,
      parameters: parameters, shape: Shape(shape.sizes.dropLast() + [units]))
    return lowering.penalize(lowering.activate(sum, activation), activityRegularizer)
  }
}
