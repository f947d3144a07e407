public import Schemas
public import Tensors

/// A depthwise convolution, then a product that mixes the channels.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, H', W', filters]`, sizes as `Conv2D`.
/// - Weights: `depthwise_kernel` `[kh, kw, C, depth_multiplier]`, `pointwise_kernel`
///   `[1, 1, C · depth_multiplier, filters]`, `bias` `[filters]`.
/// - Throws: `ShapeError` from `outputShape(for:)` where the window is larger than the image.
/// - Source: Keras 3 `SeparableConv2D`; F. Chollet, "Xception", CVPR 2017.
public struct SeparableConv2D: Layer {
  var filters = 0
  var kernelSize: Size2D = 1
  var strides: Size2D = 1
  var padding = Padding.valid
  var dataFormat: DataFormat?
  var dilationRate: Size2D = 1
  var depthMultiplier = 1
  var activation = ActivationFunction.linear
  var usesBias = true
  var depthwiseInitializer = InitializerCall(GlorotUniform())
  var pointwiseInitializer = InitializerCall(GlorotUniform())
  var biasInitializer = InitializerCall(Zeros())
  var depthwiseRegularizer: RegularizerCall?
  var pointwiseRegularizer: RegularizerCall?
  var biasRegularizer: RegularizerCall?
  var activityRegularizer: RegularizerCall?
  var depthwiseConstraint: ConstraintCall?
  var pointwiseConstraint: ConstraintCall?
  var biasConstraint: ConstraintCall?
  public var trainable = true
  public var name: String?

  public static let schema = Schema<Self>(
    "SeparableConv2D", summary: "A depthwise convolution, then a product that mixes the channels.",
    [
      Field("filters", \.filters, .required, .atLeast(1), doc: "Channels of the output."),
      Field(
        "kernel_size", \.kernelSize, .required, .atLeast(1), doc: "Height and width of the window."),
      Field("strides", \.strides, .atLeast(1), doc: "Steps between places of the window."),
      Field("padding", \.padding, doc: "Whether zeros around the image keep its size."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field(
        "dilation_rate", \.dilationRate, .atLeast(1), doc: "Distances between the window's cells."),
      Field("depth_multiplier", \.depthMultiplier, .atLeast(1), doc: "Filters of every channel."),
      Field("activation", \.activation, doc: "Applied to the sums."),
      Field("use_bias", \.usesBias, doc: "Whether a learned number is added to every channel."),
      Field("depthwise_initializer", \.depthwiseInitializer, doc: "How the windows begin."),
      Field("pointwise_initializer", \.pointwiseInitializer, doc: "How the product begins."),
      Field("bias_initializer", \.biasInitializer, doc: "How the bias begins."),
      Field("depthwise_regularizer", \.depthwiseRegularizer, doc: "A penalty for large windows."),
      Field("pointwise_regularizer", \.pointwiseRegularizer, doc: "A penalty for a large product."),
      Field("bias_regularizer", \.biasRegularizer, doc: "A penalty for a large bias."),
      Field("activity_regularizer", \.activityRegularizer, doc: "A penalty for large outputs."),
      Field("depthwise_constraint", \.depthwiseConstraint, doc: "What the windows must obey."),
      Field("pointwise_constraint", \.pointwiseConstraint, doc: "What the product must obey."),
      Field("bias_constraint", \.biasConstraint, doc: "What the bias must obey."),
      Field("trainable", \.trainable, doc: "Whether the weights are learned."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "separable_conv2d"

  public init() {}

  private func window(on image: Shape) throws(ShapeError) -> Window {
    try Window(
      on: image, kernel: kernelSize, strides: strides, dilation: dilationRate, padding: padding,
      argument: "kernel_size")
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    let output = try window(on: inputs[0]).output
    return [output.height, output.width, filters]
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    let channels = inputs[0][-1]
    let kernels = [
      ParameterSpec(
        "depthwise_kernel",
        shape: [kernelSize.height, kernelSize.width, channels, depthMultiplier],
        depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint),
      ParameterSpec(
        "pointwise_kernel", shape: [1, 1, channels * depthMultiplier, filters],
        pointwiseInitializer, pointwiseRegularizer, pointwiseConstraint),
    ]
    guard usesBias else { return kernels }
    let bias = ParameterSpec(
      "bias", shape: [filters], biasInitializer, biasRegularizer, biasConstraint)
    return kernels + [bias]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let image = lowering.shape(of: inputs[0])
    guard let window = try? window(on: image) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    let middle: Shape = [window.output.height, window.output.width, image[2] * depthMultiplier]
    let depthwise = lowering.emit(
      DepthwiseConvolutionOperation(window: window, multiplier: depthMultiplier, usesBias: false),
      inputs, parameters: [lowering.parameter("depthwise_kernel")], shape: middle)
    let bias = usesBias ? [lowering.parameter("bias")] : []
    let sum = lowering.emit(
      DenseOperation(inputs: middle[2], units: filters, usesBias: usesBias), [depthwise],
      parameters: [lowering.parameter("pointwise_kernel")] + bias,
      shape: [middle[0], middle[1], filters])
    return lowering.penalize(lowering.activate(sum, activation), activityRegularizer)
  }
}
