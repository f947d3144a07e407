public import Schemas
import Tensors

/// Blocks of three convolutions whose output is added to what came in.
///
/// - Input: `[N, H, W, 3]`, blue, green and red less their means.
/// - Source: Keras 3 `ResNet50`; K. He et al., CVPR 2016.
public struct ResNet50: Application {
  public var settings = ApplicationSettings()
  public var name: String?

  public static let schema = Schema<Self>(
    "ResNet50", summary: "A whole network of residual blocks, fifty layers deep.",
    [
      .includeTop, .weights, .inputTensor, .inputShape, .pooling, .classes, .classifierActivation,
      Field("name", \.name, doc: "The network's name."),
    ])

  public static let baseName = "resnet50"

  public static let preprocessing = PreprocessingMode.caffe

  public init() {}

  /// The stacks: how many blocks, their filters, and the steps of the first one.
  private static let stacks: [(name: String, count: Int, filters: Int, strides: Int)] = [
    ("conv2", 3, 64, 1), ("conv3", 4, 128, 2), ("conv4", 6, 256, 2), ("conv5", 3, 512, 2),
  ]

  public func build(_ network: inout NetworkBuilder) throws(ShapeError) {
    network.normalization.epsilon = 1.001e-5
    var x = try network.pad(network.input, Border2D(3), name: "conv1_pad")
    x = try network.convolve(
      x, 64, 7, strides: 2, padding: .valid, usesBias: true, name: "conv1_conv")
    x = try network.normalize(x, name: "conv1_bn")
    x = try network.activate(x, .relu, name: "conv1_relu")
    x = try network.pad(x, Border2D(1), name: "pool1_pad")
    x = try network.maxPool(x, 3, strides: 2, name: "pool1_pool")
    for stack in Self.stacks {
      for block in 1...stack.count {
        x = try network.residual(
          x, "\(stack.name)_block\(block)", filters: stack.filters,
          strides: block == 1 ? stack.strides : 1, isFirst: block == 1)
      }
    }
    guard settings.includesTop else {
      try network.pool(x, settings.pooling)
      return
    }
    x = try network.pool(x, .average)
    _ = try network.dense(
      x, settings.classes, settings.classifierActivation, name: "predictions")
  }
}

extension NetworkBuilder {
  /// A block; the first of a stack convolves what it adds to.
  fileprivate mutating func residual(
    _ input: Value, _ name: String, filters: Int, strides: Int, isFirst: Bool
  ) throws(ShapeError) -> Value {
    var shortcut = input
    if isFirst {
      shortcut = try convolve(
        input, 4 * filters, 1, strides: strides, padding: .valid, usesBias: true,
        name: "\(name)_0_conv")
      shortcut = try normalize(shortcut, name: "\(name)_0_bn")
    }
    var x = try convolve(
      input, filters, 1, strides: strides, padding: .valid, usesBias: true, name: "\(name)_1_conv")
    x = try normalize(x, name: "\(name)_1_bn")
    x = try activate(x, .relu, name: "\(name)_1_relu")
    x = try convolve(x, filters, 3, usesBias: true, name: "\(name)_2_conv")
    x = try normalize(x, name: "\(name)_2_bn")
    x = try activate(x, .relu, name: "\(name)_2_relu")
    x = try convolve(x, 4 * filters, 1, padding: .valid, usesBias: true, name: "\(name)_3_conv")
    x = try normalize(x, name: "\(name)_3_bn")
    x = try add(Add(), shortcut, x, name: "\(name)_add")
    return try activate(x, .relu, name: "\(name)_out")
  }
}
