import Engine
import Tensors
import Testing

/// The work of layers, counted by hand, and of networks, as their papers give it.
@Suite struct MultiplyAddsTests {
  @Test(arguments: [
    // 26 · 26 places, a window of 9, 3 channels in and 8 out.
    ("Conv2D(8, 3)", 26 * 26 * 9 * 3 * 8),
    ("Conv2D(6, 3, groups=3, strides=2, padding=same)", 14 * 14 * 9 * 6),
    ("DepthwiseConv2D(3, depth_multiplier=2)", 26 * 26 * 9 * 3 * 2),
    ("SeparableConv2D(8, 3)", 26 * 26 * (9 * 3 + 3 * 8)),
    // Every pixel of the input paints a window.
    ("Conv2DTranspose(8, 3, strides=2)", 28 * 28 * 9 * 3 * 8),
    ("Dense(10)", 28 * 28 * 3 * 10), ("MaxPooling2D()", 0), ("BatchNormalization()", 0),
  ])
  func layers(_ text: String, _ count: Int) throws {
    #expect(try readGraph([text], input: [28, 28, 3]).multiplyAdds == [count])
  }

  @Test func aLayerThatIsAppliedTwiceWorksTwice() throws {
    let graph = try readGraph(
      ["c = Conv2D(3, 1)", "c(c)"], input: [4, 4, 3])
    #expect(graph.multiplyAdds == [144, 144])
  }

  @Test(arguments: [
    ("VGG16(weights=None)", 15_470_264_320...15_470_264_320),
    // “about 300 million”, “3.8 · 10⁹”, “0.39 billion”, “407 million”.
    ("MobileNetV2(weights=None)", 299_000_000...301_500_000),
    ("ResNet50(weights=None)", 3_800_000_000...3_900_000_000),
    ("EfficientNetB0(weights=None)", 380_000_000...400_000_000),
    ("EfficientNetLite0(weights=None)", 380_000_000...410_000_000),
  ])
  func networks(_ text: String, _ published: ClosedRange<Int>) throws {
    let graph = try readGraph([text], input: [224, 224, 3])
    #expect(published.contains(graph.multiplyAdds[0]), "\(graph.multiplyAdds[0])")
  }
}
