import Engine
import Tensors
import Testing

/// Whole networks as layers of a model.
@Suite struct ApplicationTests {
  /// Keras' `count_params()`, with classifier; EfficientNetLite0 by its published list.
  @Test(arguments: [
    ("MobileNetV2(weights=None)", 3_538_984), ("VGG16(weights=None)", 138_357_544),
    ("ResNet50(weights=None)", 25_636_712), ("EfficientNetB0(weights=None)", 5_330_571),
    ("EfficientNetLite0(weights=None)", 4_694_024),
  ])
  func networksHaveTheirPublishedParameters(_ text: String, _ count: Int) throws {
    let graph = try readGraph([text], input: [224, 224, 3])
    #expect(graph.parameterCount == count)
    #expect(graph.outputShape == [1000])
  }

  /// `include_top=False`, and the pooling that may follow.
  @Test func aNetworkWithoutItsClassifierGivesImages() throws {
    let image = try readGraph(["VGG16(weights=None, include_top=False)"], input: [64, 64, 3])
    #expect(image.outputShape == [2, 2, 512])
    let means = try readGraph(
      ["ResNet50(weights=None, include_top=False, pooling=avg)"], input: [64, 64, 3])
    #expect(means.outputShape == [2048])
    #expect(means.nodes[0].network?.nodes.last?.name == "avg_pool")
  }

  /// Keras' names: width and size for MobileNetV2, the published size where the size has no weights.
  @Test func networksAreCalledAsInKeras() throws {
    let names = try [
      "MobileNetV2((96, 96, 3), alpha=0.35, include_top=False, weights=None)",
      "MobileNetV2((64, 64, 3), include_top=False, weights=None)",
      "MobileNetV2((64, 64, 3), alpha=1.4, include_top=False)",
      "MobileNetV2(include_top=False)", "MobileNetV2(include_top=False, weights=None)",
      "MobileNetV2()", "VGG16(include_top=False)", "VGG16(include_top=False, name=mine)",
    ].map { try readLayer($0) }.map { $0.name ?? $0.automaticName }
    #expect(
      names == [
        "mobilenetv2_0.35_96", "mobilenetv2_1.00_64", "mobilenetv2_1.40_224",
        "mobilenetv2_1.00_224", "mobilenetv2_1.00_None", "mobilenetv2_1.00_224", "vgg16", "mine",
      ])
  }

  @Test func weightsAreNamedByTheNetworkAndItsLayer() throws {
    let graph = try readGraph(
      ["base = VGG16(weights=None, include_top=False)", "GlobalMaxPooling2D()", "Dense(2)"],
      input: [32, 32, 3])
    #expect(graph.layers.count == 3)
    let names = graph.initialWeights(seed: 1).map(\.name)
    #expect(names.prefix(2) == ["vgg16/block1_conv1/kernel", "vgg16/block1_conv1/bias"])
    #expect(names.suffix(2) == ["dense/kernel", "dense/bias"])
    #expect(names.count == 28)
  }

  /// Without sizes Keras pads as for even ones: 75 rows become 37, with sizes 38.
  @Test func paddingGoesByTheSizesThatWereGiven() throws {
    func rows(_ arguments: String) throws -> [Int]? {
      let graph = try readGraph(
        ["MobileNetV2(include_top=False, weights=None\(arguments))"], input: [150, 150, 3])
      return graph.nodes[0].network?.nodes.first { $0.name == "block_1_depthwise" }?
        .outputShape.sizes
    }
    #expect(try rows("") == [37, 37, 96])
    #expect(try rows(", input_shape=(150, 150, 3)") == [38, 38, 96])
  }

  /// The published weights of EfficientNetB0 hold deviations for variances; Keras makes up for it.
  @Test func publishedWeightsBringALayerAlong() throws {
    let plain = try readGraph(
      ["EfficientNetB0(include_top=False, weights=None)"], input: [64, 64, 3])
    let published = try readGraph(["EfficientNetB0(include_top=False)"], input: [64, 64, 3])
    #expect(plain.nodes[0].network?.nodes.count == 236)
    let layers = try #require(published.nodes[0].network?.nodes)
    #expect(layers.prefix(3).map(\.name) == ["rescaling", "normalization", "rescaling_1"])
    #expect(layers.count == 237)
  }

  /// The base runs twice with the same weights, which are there once.
  @Test func aNetworkCanBeAppliedTwice() throws {
    let graph = try readGraph(
      [
        "base = VGG16(weights=None, include_top=False, pooling=avg)", "x = Rescaling(2)(input)",
        "y = base(x, training=False)", "Concatenate()([base, y])",
      ], input: [32, 32, 3])
    #expect(graph.parameterCount == 14_714_688)
    #expect(graph.layers.map(\.name) == ["vgg16", "rescaling", "concatenate"])
    #expect(graph.nodes.map(\.isInference) == [false, false, true, false])
  }
}
