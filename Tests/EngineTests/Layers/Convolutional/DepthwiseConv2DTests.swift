import Engine
import Tensors
import Testing

@Suite struct DepthwiseConv2DTests {
  /// A window of two cells for each of two channels.
  @Test func everyChannelHasAWindowOfItsOwn() throws {
    let probe = try LayerProbe(
      "DepthwiseConv2D((1, 2))", [1, 3, 2],
      weights: ["kernel": [1, 2, 10, 20], "bias": [0, 1000]])
    #expect(probe.output([1, 4, 2, 5, 3, 6]) == [21, 1108, 32, 1130])
    #expect(probe.gradients([1, 0, 0, 1]) == [[1, 0, 10, 2, 0, 20]])
    #expect(probe.gradient(of: "kernel") == [1, 5, 2, 6])
    #expect(probe.gradient(of: "bias") == [1, 1])
  }

  /// Filters of one channel stand beside each other: channel · multiplier + filter.
  @Test func severalFiltersForEveryChannel() throws {
    let probe = try LayerProbe(
      "DepthwiseConv2D(1, depth_multiplier=3, use_bias=False)", [1, 1, 2],
      weights: ["kernel": [1, 2, 3, 4, 5, 6]], count: 2)
    let output = probe.output([1, 10, 2, 20])
    #expect(output == [1, 2, 3, 40, 50, 60, 2, 4, 6, 80, 100, 120])
    #expect(
      probe.gradients([1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1]) == [[6, 15, 1, 6]])
    #expect(probe.gradient(of: "kernel") == [3, 1, 1, 10, 10, 30])
  }

  /// An even size with steps of 2 has its only zero at the bottom and the right.
  @Test func theOddZeroIsAtTheEnd() throws {
    let probe = try LayerProbe(
      "DepthwiseConv2D(3, strides=2, padding=same)", [4, 4, 1],
      weights: ["kernel": Array(repeating: 1, count: 9)])
    #expect(probe.output((1...16).map(Float.init)) == [54, 45, 72, 54])
  }

  @Test func windowsLargerThanTheImage() {
    let message = "kernel_size (2, 5) is larger than the 4×4 input; did you mean padding='same'?"
    #expect(throws: ShapeError(message)) {
      try readLayer("DepthwiseConv2D((2, 5))").outputShape(for: [[4, 4, 3]])
    }
  }
}
