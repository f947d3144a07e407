public import Schemas
public import Tensors

/// Slides `filters` learned windows over an image and sums the products (a cross-correlation).
///
/// - Input: `[N, H, W, C]`.
/// - Output: `[N, H', W', filters]`; `.same`: `H' = ⌈H / s⌉`; `.valid`: `H' = ⌊(H − d·(k − 1) − 1) / s⌋ + 1`.
/// - Weights: `kernel` `[kh, kw, C / groups, filters]`, `bias` `[filters]`.
/// - Cost: `2·N·H'·W'·kh·kw·(C / groups)·filters` operations; one image of patches as scratch for each thread.
/// - Throws: `ShapeError` from `outputShape(for:)` where the window is larger than the image,
///   channels or filters are no multiple of the groups, or both steps and distances are above 1.
/// - Source: Keras 3 `Conv2D`; `.same` puts the odd pixel at the bottom and the right.
public struct Conv2D: Layer {
  var filters = 0
  var kernelSize: Size2D = 1
  var strides: Size2D = 1
  var padding = Padding.valid
  var dataFormat: DataFormat?
  var dilationRate: Size2D = 1
  var groups = 1
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
    "Conv2D", summary: "Slides learned windows over an image and sums the products.",
    [
      Field("filters", \.filters, .required, .atLeast(1), doc: "Channels of the output."),
      Field(
        "kernel_size", \.kernelSize, .required, .atLeast(1), doc: "Height and width of the window."),
      Field("strides", \.strides, .atLeast(1), doc: "Steps between places of the window."),
      Field("padding", \.padding, doc: "Whether zeros around the image keep its size."),
      Field("data_format", \.dataFormat, doc: "The order of the axes."),
      Field(
        "dilation_rate", \.dilationRate, .atLeast(1), doc: "Distances between the window's cells."),
      Field(
        "groups", \.groups, .atLeast(1),
        doc: "Groups of channels that are convolved by themselves."),
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

  public static let baseName = "conv2d"

  public init() {}

  private func window(on image: Shape) throws(ShapeError) -> Window {
    try Window(
      on: image, kernel: kernelSize, strides: strides, dilation: dilationRate, padding: padding,
      argument: "kernel_size")
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try ShapeError.requireStepsOrDistances(strides, dilationRate)
    let output = try window(on: inputs[0]).output
    for (what, count) in [("channels", inputs[0][2]), ("filters", filters)]
    where count % groups != 0 {
      throw ShapeError("cannot share \(count) \(what) out among \(groups) groups")
    }
    return [output.height, output.width, filters]
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    let kernel = ParameterSpec(
      "kernel", shape: [kernelSize.height, kernelSize.width, inputs[0][-1] / groups, filters],
      kernelInitializer, kernelRegularizer, kernelConstraint)
    guard usesBias else { return [kernel] }
    let bias = ParameterSpec(
      "bias", shape: [filters], biasInitializer, biasRegularizer, biasConstraint)
    return [kernel, bias]
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    guard let window = try? window(on: lowering.shape(of: inputs[0])) else {
      preconditionFailure("\(lowering.layer) was lowered without a check of its input")
    }
    let parameters = [lowering.parameter("kernel")] + (usesBias ? [lowering.parameter("bias")] : [])
    let operation: any Operation =
      groups == 1
      ? ConvolutionOperation(window: window, filters: filters, usesBias: usesBias)
      : GroupedConvolutionOperation(
        window: window, filters: filters, groups: groups, usesBias: usesBias)
    let sum = lowering.emit(
      operation, inputs, parameters: parameters,
      shape: [window.output.height, window.output.width, filters])
    return lowering.penalize(lowering.activate(sum, activation), activityRegularizer)
  }
}

/// The order of an image's axes; only Keras' default is supported.
public enum DataFormat: String, WordValue {
  /// Height, width, channels.
  case channelsLast = "channels_last"
}
