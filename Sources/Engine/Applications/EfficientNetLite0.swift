public import Schemas
import Tensors

/// EfficientNet for small devices: no weighting of channels, and ReLU6 throughout.
///
/// - Input: `[N, H, W, 3]`, pixels less 127, divided by 128.
/// - Source: the EfficientNet-Lite models of TensorFlow's TPU repository; names of the weights are
///   those of the published PyTorch ones.
public struct EfficientNetLite0: Application {
  public var settings = ApplicationSettings()
  public var name: String?

  public static let schema = Schema<Self>(
    "EfficientNetLite0",
    summary: "A whole network of inverted residual blocks, made for phones; its weights are free.",
    [
      .includeTop, .weights, .inputTensor, .inputShape, .pooling, .classes, .classifierActivation,
      Field("name", \.name, doc: "The network's name."),
    ])

  public static let baseName = "efficientnetlite0"

  public static let preprocessing = PreprocessingMode.lite

  public init() {}

  private static let stages: [(count: Int, size: Int, strides: Int, expansion: Int, filters: Int)] =
    [
      (1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112),
      (4, 5, 2, 6, 192), (1, 3, 1, 6, 320),
    ]

  public func build(_ network: inout NetworkBuilder) throws(ShapeError) {
    network.kernelInitializer = InitializerCall(VarianceScaling(scale: 2, mode: .fanOut))
    var x = try network.convolve(network.input, 32, 3, strides: 2, name: "conv_stem")
    x = try network.normalize(x, name: "bn0")
    x = try network.relu6(x, name: "stem_relu")
    var index = 0
    for stage in Self.stages {
      for place in 0..<stage.count {
        x = try network.liteBlock(
          x, "block\(index)_", size: stage.size, strides: place == 0 ? stage.strides : 1,
          expansion: stage.expansion, filters: stage.filters)
        index += 1
      }
    }
    x = try network.convolve(x, 1280, 1, name: "conv_head")
    x = try network.normalize(x, name: "bn1")
    x = try network.relu6(x, name: "head_relu")
    guard settings.includesTop else {
      try network.pool(x, settings.pooling)
      return
    }
    x = try network.pool(x, .average)
    x = try network.drop(x, 0.2, name: "dropout")
    _ = try network.dense(
      x, settings.classes, settings.classifierActivation,
      initializer: InitializerCall(
        VarianceScaling(scale: 1 / 3, mode: .fanOut, distribution: .uniform)), name: "fc")
  }
}

extension NetworkBuilder {
  fileprivate mutating func liteBlock(
    _ input: Value, _ prefix: String, size: Int, strides: Int, expansion: Int, filters: Int
  ) throws(ShapeError) -> Value {
    var x = input
    if expansion != 1 {
      x = try convolve(x, input.channels * expansion, 1, name: "\(prefix)expand_conv")
      x = try normalize(x, name: "\(prefix)bn0")
      x = try relu6(x, name: "\(prefix)expand_relu")
    }
    x = try convolveDepthwise(x, size, strides: strides, name: "\(prefix)depthwise_conv")
    x = try normalize(x, name: "\(prefix)bn1")
    x = try relu6(x, name: "\(prefix)depthwise_relu")
    x = try convolve(x, filters, 1, name: "\(prefix)project_conv")
    x = try normalize(x, name: "\(prefix)bn2")
    guard strides == 1, input.channels == filters else { return x }
    return try add(Add(), x, input, name: "\(prefix)add")
  }
}
