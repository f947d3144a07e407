public import Schemas
public import Tensors

/// Slides learned windows over every channel of an image by itself.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, H', W', C · depth_multiplier]`, sizes as `Conv2D`; filter j of channel c is channel
///   `c · depth_multiplier + j`.
/// - Weights: `kernel` `[kh, kw, C, depth_multiplier]`, `bias` `[C · depth_multiplier]`.
/// - Throws: `ShapeError` from `outputShape(for:)` where the window is larger than the image.
/// - Source: Keras 3 `DepthwiseConv2D`.
public struct DepthwiseConv2D: Layer {
  var kernelSize: Size2D = 1
  var strides: Size2D = 1
  var padding = Padding.valid
  var depthMultiplier = 1
  var dataFormat: DataFormat?
  var dilationRate: Size2D = 1
  var activation = ActivationFunction.linear
  var usesBias = true
  var depthwiseInitializer = InitializerCall(GlorotUniform())
  var biasInitializer = InitializerCall(Zeros())
  var depthwiseRegularizer: RegularizerCall?
  var biasRegularizer: RegularizerCall?
  var activityRegularizer: RegularizerCall?
  var depthwiseConstraint: ConstraintCall?
  var biasConstraint: ConstraintCall?
  public var trainable = true
  public var name: String?

  public static let schema = Schema<Self>(
    "DepthwiseConv2D", summary: "Slides learned windows over every channel by itself.",
    [
      Field(
        "kernel_size", \.kernelSize, .required, .atLeast(1), doc: "Height and width of the window."),
      Field("strides", \.strides, .atLeast(1), doc: "Steps between places of the window."),
      Field("padding", \.padding, doc: "Whether zeros around the image keep its size."),
      Field("depth_multiplier", \.depthMultiplier, .atLeast(1), doc: "Filters of every channel."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field(
        "dilation_rate", \.dilationRate, .atLeast(1), doc: "Distances between the window's cells."),
      Field("activation", \.activation, doc: "Applied to the sums."),
      Field("use_bias", \.usesBias, doc: "Whether a learned number is added to every channel."),
      Field("depthwise_initializer", \.depthwiseInitializer, doc: "How the windows begin."),
      Field("bias_initializer", \.biasInitializer, doc: "How the bias begins."),
      Field("depthwise_regularizer", \.depthwiseRegularizer, doc: "A penalty for large windows."),
      Field("bias_regularizer", \.biasRegularizer, doc: "A penalty for a large bias."),
      Field("activity_regularizer", \.activityRegularizer, doc: "A penalty for large outputs."),
      Field("depthwise_constraint", \.depthwiseConstraint, doc: "What the windows must obey."),
      Field("bias_constraint", \.biasConstraint, doc: "What the bias must obey."),
      Field("trainable", \.trainable, doc: "Whether the weights are learned."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "depthwise_conv2d"

  public init() {}

  private func window(on image: Shape) throws(ShapeError) -> Window {
    try Window(
      on: image, kernel: kernelSize, strides: strides, dilation: dilationRate, padding: padding,
      argument: "kernel_size")
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    let output = try window(on: inputs[0]).output
    return [output.height, output.width, inputs[0][2] * depthMultiplier]
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    let channels = inputs[0][-1]
    let kernel = ParameterSpec(
      "kernel", shape: [kernelSize.height, kernelSize.width, channels, depthMultiplier],
      depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint)
    guard usesBias else { return [kernel] }
    let bias = ParameterSpec(
      "bias", shape: [channels * depthMultiplier], biasInitializer, biasRegularizer,
      biasConstraint)
    return [kernel, bias]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    guard let window = try? window(on: lowering.shape(of: inputs[0])) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    let parameters = [lowering.parameter("kernel")] + (usesBias ? [lowering.parameter("bias")] : [])
    let sum = lowering.emit(
      DepthwiseConvolutionOperation(
        window: window, multiplier: depthMultiplier, usesBias: usesBias), inputs,
      parameters: parameters,
      shape: [window.output.height, window.output.width, window.image[2] * depthMultiplier])
    return lowering.penalize(lowering.activate(sum, activation), activityRegularizer)
  }
}
