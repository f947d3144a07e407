import Engine
import Tensors
import Testing

@Suite struct Conv2DTransposeTests {
  /// Where the painted windows overlap, they add up.
  @Test func everyNumberPaintsAWindow() throws {
    let probe = try LayerProbe(
      "Conv2DTranspose(1, (1, 3), strides=(1, 2))", [1, 2, 1],
      weights: ["kernel": [1, 10, 100], "bias": [0.5]])
    #expect(probe.output([1, 2]) == [1.5, 10.5, 102.5, 20.5, 200.5])
    #expect(probe.gradients([0, 0, 1, 0, 0]) == [[100, 1]])
    #expect(probe.gradient(of: "kernel") == [2, 0, 1])
    #expect(probe.gradient(of: "bias") == [1])
  }

  /// The kernel is `[kh, kw, filters, C]`: two filters of three channels.
  @Test func filtersStandBeforeChannels() throws {
    let probe = try LayerProbe(
      "Conv2DTranspose(2, 1, use_bias=False)", [1, 1, 3],
      weights: ["kernel": [1, 2, 3, 4, 5, 6]])
    #expect(probe.output([1, 10, 100]) == [321, 654])
    #expect(probe.gradients([1, 0]) == [[1, 2, 3]])
    #expect(probe.gradient(of: "kernel") == [1, 10, 100, 0, 0, 0])
  }

  /// The transpose of a convolution with the same window, which pads one zero at the end.
  @Test func sameCutsWhatPaddingHasAdded() throws {
    let probe = try LayerProbe(
      "Conv2DTranspose(1, (1, 3), strides=(1, 2), padding=same)", [1, 2, 1],
      weights: ["kernel": [1, 10, 100]])
    #expect(probe.output([1, 2]) == [1, 10, 102, 20])
  }

  @Test(arguments: [
    ("Conv2DTranspose(2, 3, strides=2)", [9, 11]),
    ("Conv2DTranspose(2, 1, strides=2)", [8, 10]),
    ("Conv2DTranspose(2, 3, strides=2, padding=same)", [8, 10]),
    ("Conv2DTranspose(2, 3, strides=2, padding=same, output_padding=0)", [7, 9]),
    ("Conv2DTranspose(2, 3, strides=2, padding=same, output_padding=(1, 0))", [8, 9]),
    ("Conv2DTranspose(2, 4, strides=3, output_padding=2)", [15, 18]),
    ("Conv2DTranspose(2, 3, dilation_rate=2)", [8, 9]),
  ]) func sizes(_ text: String, _ size: [Int]) throws {
    let output = try readLayer(text).outputShape(for: [[4, 5, 3]])
    #expect(output == Shape(size + [2]))
  }

  @Test(arguments: [
    ("strides=2, output_padding=(0, 2)", "output_padding (0, 2) must be less than strides 2"),
    ("strides=2, dilation_rate=2", "strides 2 and dilation_rate 2 exclude each other"),
  ]) func argumentsThatDoNotFit(_ arguments: String, _ message: String) {
    #expect(throws: ShapeError(message)) {
      try readLayer("Conv2DTranspose(2, 3, \(arguments))").outputShape(for: [[4, 5, 3]])
    }
  }

  /// With an even window the output's size leaves a place out.
  @Test func anOutputThatHasAnotherNumberOfPlaces() {
    let text = "Conv2DTranspose(2, 4, strides=2, padding=same, output_padding=0)"
    let message = "output_padding 0 makes a 6×8 output with 3×4 places for the 4×5 input"
    #expect(throws: ShapeError(message)) { try readLayer(text).outputShape(for: [[4, 5, 3]]) }
  }
}
