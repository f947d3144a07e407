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
      "kernel", shape: [inputs[0][-1], units], initializer: kernelInitializer.initializer)
    guard usesBias else { return [kernel] }
    return [
      kernel, ParameterSpec("bias", shape: [units], initializer: biasInitializer.initializer),
    ]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    let parameters = [lowering.parameter("kernel")] + (usesBias ? [lowering.parameter("bias")] : [])
    let sum = lowering.emit(
      DenseOperation(inputs: shape[-1], units: units, usesBias: usesBias), inputs,
      parameters: parameters, shape: Shape(shape.sizes.dropLast() + [units]))
    return lowering.activate(sum, activation)
  }
}
