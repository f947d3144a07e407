public import Schemas
public import Tensors

/// The transpose of a convolution: every number of the input paints a learned window on the output.
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, H', W', filters]`; `.same`: `H' = H · s`; `.valid`: `H' = (H − 1) · s + max(k, s)`;
///   with `output_padding` o: `(H − 1) · s + k − 2 · ⌊k / 2⌋ + o` and `(H − 1) · s + k + o`, where k is
///   the extent of the window.
/// - Weights: `kernel` `[kh, kw, filters, C]`, `bias` `[filters]`.
/// - Throws: `ShapeError` from `outputShape(for:)` where no output is left, `output_padding` does not
///   fit, both steps and distances are above 1, or the input is no image.
/// - Source: Keras 3 `Conv2DTranspose`.
public struct Conv2DTranspose: Layer {
  var filters = 0
  var kernelSize: Size2D = 1
  var strides: Size2D = 1
  var padding = Padding.valid
  var outputPadding: Size2D?
  var dataFormat: DataFormat?
  var dilationRate: Size2D = 1
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
    "Conv2DTranspose", summary: "Paints learned windows: the transpose of a convolution.",
    [
      Field("filters", \.filters, .required, .atLeast(1), doc: "Channels of the output."),
      Field(
        "kernel_size", \.kernelSize, .required, .atLeast(1), doc: "Height and width of the window."),
      Field("strides", \.strides, .atLeast(1), doc: "Steps between places on the output."),
      Field("padding", \.padding, doc: "Whether the output is cut to the input's size by steps."),
      Field(
        "output_padding", \.outputPadding, doc: "Rows and columns that settle the output's size."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field(
        "dilation_rate", \.dilationRate, .atLeast(1), doc: "Distances between the window's cells."),
      Field("activation", \.activation, doc: "Applied to the sums."),
      Field("use_bias", \.usesBias, doc: "Whether a learned number is added to every channel."),
      Field("kernel_initializer", \.kernelInitializer, doc: "How the windows begin."),
      Field("bias_initializer", \.biasInitializer, doc: "How the bias begins."),
      Field("kernel_regularizer", \.kernelRegularizer, doc: "A penalty for large weights."),
      Field("bias_regularizer", \.biasRegularizer, doc: "A penalty for a large bias."),
      Field("activity_regularizer", \.activityRegularizer, doc: "A penalty for large outputs."),
      Field("kernel_constraint", \.kernelConstraint, doc: "What the weights must obey."),
      Field("bias_constraint", \.biasConstraint, doc: "What the bias must obey."),
      Field("trainable", \.trainable, doc: "Whether the weights are learned."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "conv2d_transpose"

  public init() {}

  /// The length of the output along an axis.
  private func length(_ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ extra: Int?)
    -> Int
  {
    let extent = (kernel - 1) * dilation + 1
    guard let extra else {
      return padding == .same ? input * stride : (input - 1) * stride + max(extent, stride)
    }
    return (input - 1) * stride + extent + extra - (padding == .same ? 2 * (extent / 2) : 0)
  }

  /// The convolution over the output whose places are the cells of the input.
  private func window(for image: Shape) throws(ShapeError) -> Window {
    try ShapeError.requireImage(image)
    try ShapeError.requireStepsOrDistances(strides, dilationRate)
    if let extra = outputPadding,
      extra.height >= strides.height || extra.width >= strides.width
    {
      throw ShapeError("output_padding \(extra.words) must be less than strides \(strides.words)")
    }
    let output: Shape = [
      length(
        image[0], kernelSize.height, strides.height, dilationRate.height, outputPadding?.height),
      length(image[1], kernelSize.width, strides.width, dilationRate.width, outputPadding?.width),
      filters,
    ]
    guard output[0] > 0, output[1] > 0 else {
      throw ShapeError("leaves no output of an input of \(image)")
    }
    let window = try Window(
      on: output, kernel: kernelSize, strides: strides, dilation: dilationRate, padding: padding,
      argument: "kernel_size")
    let places = window.output
    guard places.height == image[0], places.width == image[1] else {
      throw ShapeError(
        "output_padding \(outputPadding?.words ?? "None") makes a \(output[0])×\(output[1]) output "
          + "with \(places.height)×\(places.width) places for the \(image[0])×\(image[1]) input")
    }
    return window
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try window(for: inputs[0]).image
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    let kernel = ParameterSpec(
      "kernel", shape: [kernelSize.height, kernelSize.width, filters, inputs[0][-1]],
      kernelInitializer, kernelRegularizer, kernelConstraint)
    guard usesBias else { return [kernel] }
    let bias = ParameterSpec(
      "bias", shape: [filters], biasInitializer, biasRegularizer, biasConstraint)
    return [kernel, bias]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let image = lowering.shape(of: inputs[0])
    guard let window = try? window(for: image) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    let parameters = [lowering.parameter("kernel")] + (usesBias ? [lowering.parameter("bias")] : [])
    let sum = lowering.emit(
      TransposedConvolutionOperation(window: window, channels: image[2], usesBias: usesBias),
      inputs, parameters: parameters, shape: window.image)
    return lowering.penalize(lowering.activate(sum, activation), activityRegularizer)
  }
}
