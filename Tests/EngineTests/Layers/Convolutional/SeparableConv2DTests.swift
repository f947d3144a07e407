import Engine
import Tensors
import Testing

@Suite struct SeparableConv2DTests {
  /// Channels by themselves make 1 + 20 and 4 + 50; the points then mix them.
  @Test func channelsAreMixedAfterwards() throws {
    let probe = try LayerProbe(
      "SeparableConv2D(3, (1, 2))", [1, 2, 2],
      weights: [
        "depthwise_kernel": [1, 1, 10, 10], "pointwise_kernel": [1, 0, 2, 0, 1, 3],
        "bias": [0, 0, 1000],
      ])
    #expect(probe.output([1, 4, 2, 5]) == [21, 54, 1204])
    // 1 · 1 + 0 · 0 + 2 · 1 for the first channel, 1 and 3 for the second.
    #expect(probe.gradients([1, 0, 1]) == [[3, 3, 30, 30]])
    #expect(probe.gradient(of: "depthwise_kernel") == [3, 12, 6, 15])
    #expect(probe.gradient(of: "pointwise_kernel") == [21, 0, 21, 54, 0, 54])
    #expect(probe.gradient(of: "bias") == [1, 0, 1])
  }

  @Test func weightsInKerasOrder() throws {
    let layer = try readLayer("SeparableConv2D(8, 3, depth_multiplier=2)")
    let weights = layer.parameters(for: [[9, 9, 5]])
    #expect(weights.map(\.name) == ["depthwise_kernel", "pointwise_kernel", "bias"])
    #expect(weights.map(\.shape) == [[3, 3, 5, 2], [1, 1, 10, 8], [8]])
    #expect(try layer.outputShape(for: [[9, 9, 5]]) == [7, 7, 8])
  }
}
