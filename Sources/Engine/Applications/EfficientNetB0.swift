public import Schemas
import Tensors

/// Inverted residual blocks whose channels are weighted by what the whole image holds.
///
/// - Input: `[N, H, W, 3]`, pixels from 0 to 255: the network scales them itself.
/// - Source: Keras 3 `EfficientNetB0`; M. Tan and Q. Le, ICML 2019.
public struct EfficientNetB0: Application {
  public var settings = ApplicationSettings()
  public var name: String?

  public static let schema = Schema<Self>(
    "EfficientNetB0", summary: "A whole network of inverted residual blocks that weight channels.",
    [
      .includeTop, .weights, .inputTensor, .inputShape, .pooling, .classes, .classifierActivation,
      Field("name", \.name, doc: "The network's name."),
    ])

  public static let baseName = "efficientnetb0"

  public static let preprocessing = PreprocessingMode.none

  public init() {}

  fileprivate struct Stage {
    var size: Int
    var count: Int
    var filters: Int
    var expansion: Int
    var strides: Int
  }

  private static let stages: [Stage] = [
    Stage(size: 3, count: 1, filters: 16, expansion: 1, strides: 1),
    Stage(size: 3, count: 2, filters: 24, expansion: 6, strides: 2),
    Stage(size: 5, count: 2, filters: 40, expansion: 6, strides: 2),
    Stage(size: 3, count: 3, filters: 80, expansion: 6, strides: 2),
    Stage(size: 5, count: 3, filters: 112, expansion: 6, strides: 1),
    Stage(size: 5, count: 4, filters: 192, expansion: 6, strides: 2),
    Stage(size: 3, count: 1, filters: 320, expansion: 6, strides: 1),
  ]

  /// The share of blocks that is left out behind the last one; those before it lose less.
  private static let dropConnectRate = 0.2

  private static let deviations = [0.229, 0.224, 0.225]

  public func build(_ network: inout NetworkBuilder) throws(ShapeError) {
    network.kernelInitializer = InitializerCall(VarianceScaling(scale: 2, mode: .fanOut))
    var x = try network.rescale(network.input, [1 / 255])
    x = try network.add(Normalization(), x)
    // The published weights hold deviations where the layer takes variances.
    if settings.isPretrained {
      x = try network.rescale(x, Self.deviations.map { 1 / $0.squareRoot() })
    }
    x = try network.padForSteps(x, window: 3, name: "stem_conv_pad")
    x = try network.convolve(x, 32, 3, strides: 2, padding: .valid, name: "stem_conv")
    x = try network.normalize(x, name: "stem_bn")
    x = try network.activate(x, .silu, name: "stem_activation")
    let count = Self.stages.reduce(0) { $0 + $1.count }
    var index = 0
    for (number, stage) in zip(1..., Self.stages) {
      for letter in "abcd".prefix(stage.count) {
        var block = stage
        if letter != "a" { block.strides = 1 }
        x = try network.block(
          x, "block\(number)\(letter)_", block,
          dropRate: Self.dropConnectRate * Double(index) / Double(count))
        index += 1
      }
    }
    x = try network.convolve(x, 1280, 1, name: "top_conv")
    x = try network.normalize(x, name: "top_bn")
    x = try network.activate(x, .silu, name: "top_activation")
    guard settings.includesTop else {
      try network.pool(x, settings.pooling)
      return
    }
    x = try network.pool(x, .average)
    x = try network.drop(x, 0.2, name: "top_dropout")
    _ = try network.dense(
      x, settings.classes, settings.classifierActivation,
      initializer: InitializerCall(
        VarianceScaling(scale: 1 / 3, mode: .fanOut, distribution: .uniform)),
      name: "predictions")
  }
}

extension NetworkBuilder {
  fileprivate mutating func block(
    _ input: Value, _ prefix: String, _ stage: EfficientNetB0.Stage, dropRate: Double
  ) throws(ShapeError) -> Value {
    var x = input
    if stage.expansion != 1 {
      x = try convolve(x, input.channels * stage.expansion, 1, name: "\(prefix)expand_conv")
      x = try normalize(x, name: "\(prefix)expand_bn")
      x = try activate(x, .silu, name: "\(prefix)expand_activation")
    }
    if stage.strides == 2 {
      x = try padForSteps(x, window: stage.size, name: "\(prefix)dwconv_pad")
    }
    x = try convolveDepthwise(
      x, stage.size, strides: stage.strides, padding: stage.strides == 2 ? .valid : .same,
      name: "\(prefix)dwconv")
    x = try normalize(x, name: "\(prefix)bn")
    x = try activate(x, .silu, name: "\(prefix)activation")
    x = try exciting(x, prefix, by: max(1, input.channels / 4))
    x = try convolve(x, stage.filters, 1, name: "\(prefix)project_conv")
    x = try normalize(x, name: "\(prefix)project_bn")
    guard stage.strides == 1, input.channels == stage.filters else { return x }
    if dropRate > 0 {
      var drop = Dropout()
      drop.rate = dropRate
      drop.noiseShape = NoiseShape(sizes: [nil, 1, 1, 1])
      x = try add(drop, x, name: "\(prefix)drop")
    }
    return try add(Add(), x, input, name: "\(prefix)add")
  }

  /// Squeeze and excitation: every channel times what a small network makes of all channels' means.
  private mutating func exciting(
    _ input: Value, _ prefix: String, by width: Int
  ) throws(ShapeError) -> Value {
    var means = try add(GlobalAveragePooling2D(), input, name: "\(prefix)se_squeeze")
    var reshape = Reshape()
    reshape.targetShape = [1, 1, input.channels]
    means = try add(reshape, means, name: "\(prefix)se_reshape")
    means = try convolve(
      means, width, 1, usesBias: true, activation: .silu, name: "\(prefix)se_reduce")
    means = try convolve(
      means, input.channels, 1, usesBias: true, activation: .sigmoid, name: "\(prefix)se_expand")
    return try add(Multiply(), input, means, name: "\(prefix)se_excite")
  }
}
