public import Schemas
import Tensors

/// Inverted residual blocks: a narrow image is widened, filtered channel by channel, and narrowed.
///
/// - Input: `[N, H, W, 3]`, pixels from -1 to 1.
/// - Source: Keras 3 `MobileNetV2`; M. Sandler et al., CVPR 2018.
public struct MobileNetV2: Application {
  public var settings = ApplicationSettings()
  /// How wide the network is, 1 being the paper's.
  public private(set) var alpha = 1.0
  public var name: String?

  public static let schema = Schema<Self>(
    "MobileNetV2", summary: "A whole network of inverted residual blocks, small and quick.",
    [
      .inputShape,
      Field("alpha", \.alpha, .above(0), doc: "How wide the network is, 1 being the paper's."),
      .includeTop, .weights, .inputTensor, .pooling, .classes, .classifierActivation,
      Field("name", \.name, doc: "The network's name."),
    ])

  public static let baseName = "mobilenetv2"

  public static let preprocessing = PreprocessingMode.tf

  public init() {}

  /// The sizes that there are published weights for.
  private static let publishedSizes = [96, 128, 160, 192, 224]

  /// The size that Keras has in the name of the network and of its published weights.
  public var nominalSize: Int? {
    let sizes = settings.requiredSizes ?? [nil, nil]
    let isPublished = sizes[0] == sizes[1] && Self.publishedSizes.contains(sizes[0] ?? 0)
    return settings.isPretrained && !isPublished ? ApplicationSettings.defaultSize : sizes[0]
  }

  public var automaticName: String {
    let hundredths = Int((alpha * 100).rounded(.toNearestOrEven))
    let rest = hundredths % 100
    return "mobilenetv2_\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)_"
      + (nominalSize.map(String.init) ?? "None")
  }

  /// The blocks: channels that come out, steps of the filter, how many times wider it is inside.
  private static let blocks: [(filters: Int, strides: Int, expansion: Int)] = [
    (16, 1, 1),
    (24, 2, 6), (24, 1, 6),
    (32, 2, 6), (32, 1, 6), (32, 1, 6),
    (64, 2, 6), (64, 1, 6), (64, 1, 6), (64, 1, 6),
    (96, 1, 6), (96, 1, 6), (96, 1, 6),
    (160, 2, 6), (160, 1, 6), (160, 1, 6),
    (320, 1, 6),
  ]

  public func build(_ network: inout NetworkBuilder) throws(ShapeError) {
    network.normalization.momentum = 0.999
    var x = try network.convolve(
      network.input, Self.divisible(32 * alpha), 3, strides: 2, name: "Conv1")
    x = try network.normalize(x, name: "bn_Conv1")
    x = try network.relu6(x, name: "Conv1_relu")
    for (index, block) in Self.blocks.enumerated() {
      let prefix = index == 0 ? "expanded_conv_" : "block_\(index)_"
      let filters = Self.divisible((Double(block.filters) * alpha).rounded(.towardZero))
      let inner = block.expansion == 1 ? nil : block.expansion * x.channels
      x = try network.invertedResidual(
        x, prefix, filters: filters, inner: inner, strides: block.strides)
    }
    let last = alpha > 1 ? Self.divisible(1280 * alpha) : 1280
    x = try network.convolve(x, last, 1, padding: .valid, name: "Conv_1")
    x = try network.normalize(x, name: "Conv_1_bn")
    x = try network.relu6(x, name: "out_relu")
    guard settings.includesTop else {
      try network.pool(x, settings.pooling, hasNames: false)
      return
    }
    x = try network.pool(x, .average, hasNames: false)
    _ = try network.dense(
      x, settings.classes, settings.classifierActivation, name: "predictions")
  }

  /// The multiple of 8 next to a number, at most a tenth below it.
  private static func divisible(_ number: Double) -> Int {
    let multiple = max(8, Int(number + 4) / 8 * 8)
    return Double(multiple) < 0.9 * number ? multiple + 8 : multiple
  }
}

extension NetworkBuilder {
  fileprivate mutating func invertedResidual(
    _ input: Value, _ prefix: String, filters: Int, inner: Int?, strides: Int
  ) throws(ShapeError) -> Value {
    var x = input
    if let inner {
      x = try convolve(x, inner, 1, name: "\(prefix)expand")
      x = try normalize(x, name: "\(prefix)expand_BN")
      x = try relu6(x, name: "\(prefix)expand_relu")
    }
    if strides == 2 { x = try padForSteps(x, window: 3, name: "\(prefix)pad") }
    x = try convolveDepthwise(
      x, 3, strides: strides, padding: strides == 1 ? .same : .valid, name: "\(prefix)depthwise")
    x = try normalize(x, name: "\(prefix)depthwise_BN")
    x = try relu6(x, name: "\(prefix)depthwise_relu")
    x = try convolve(x, filters, 1, name: "\(prefix)project")
    x = try normalize(x, name: "\(prefix)project_BN")
    guard input.channels == filters, strides == 1 else { return x }
    return try add(Add(), input, x, name: "\(prefix)add")
  }
}
