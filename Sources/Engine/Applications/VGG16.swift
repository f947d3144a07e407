public import Schemas
import Tensors

/// Five stacks of small convolutions, each followed by a pooling, and a wide classifier.
///
/// - Input: `[N, H, W, 3]`, blue, green and red less their means.
/// - Source: Keras 3 `VGG16`; K. Simonyan and A. Zisserman, ICLR 2015.
public struct VGG16: Application {
  public var settings = ApplicationSettings()
  public var name: String?

  public static let schema = Schema<Self>(
    "VGG16", summary: "A whole network of plain 3×3 convolutions, large and easy to look into.",
    [
      .includeTop, .weights, .inputTensor, .inputShape, .pooling, .classes, .classifierActivation,
      Field("name", \.name, doc: "The network's name."),
    ])

  public static let baseName = "vgg16"

  public static let preprocessing = PreprocessingMode.caffe

  public init() {}

  /// The stacks: how many convolutions, and their filters.
  private static let stacks: [(count: Int, filters: Int)] = [
    (2, 64), (2, 128), (3, 256), (3, 512), (3, 512),
  ]

  public func build(_ network: inout NetworkBuilder) throws(ShapeError) {
    var x = network.input
    for (index, stack) in Self.stacks.enumerated() {
      let name = "block\(index + 1)"
      for place in 1...stack.count {
        x = try network.convolve(
          x, stack.filters, 3, usesBias: true, activation: .relu, name: "\(name)_conv\(place)")
      }
      x = try network.maxPool(x, 2, strides: 2, name: "\(name)_pool")
    }
    guard settings.includesTop else {
      try network.pool(x, settings.pooling, hasNames: false)
      return
    }
    x = try network.add(Flatten(), x, name: "flatten")
    x = try network.dense(x, 4096, .relu, name: "fc1")
    x = try network.dense(x, 4096, .relu, name: "fc2")
    _ = try network.dense(
      x, settings.classes, settings.classifierActivation, name: "predictions")
  }
}
