import Engine
import Schemas
import Tensors
import Testing

@Suite struct Conv2DTests {
  /// The window is not turned around, and the odd zeros are at the bottom and the right.
  @Test func digitsSayWhichCellWasSeenWhere() throws {
    let text = "Conv2D(1, 2, padding=same)"
    let probe = try LayerProbe(
      text, [2, 2, 1], weights: ["kernel": [1, 10, 100, 1000], "bias": [0]])
    #expect(probe.output([1, 2, 3, 4]) == [4321, 402, 43, 4])
    #expect(probe.gradients([1, 0, 0, 0]) == [[1, 10, 100, 1000]])
    #expect(probe.gradient(of: "kernel") == [1, 2, 3, 4])
    #expect(probe.gradient(of: "bias") == [1])
    // The place at the right sees 2 and 4 by the window's left cells.
    #expect(probe.gradients([0, 1, 0, 0]) == [[0, 1, 0, 100]])
    #expect(probe.gradient(of: "kernel") == [2, 0, 4, 0])
  }

  @Test func stepsAndDistances() throws {
    let image = (1...25).map(Float.init)
    let steps = try LayerProbe("Conv2D(1, 1, strides=2)", [5, 5, 1], weights: ["kernel": [1]])
    #expect(steps.output(image) == [1, 3, 5, 11, 13, 15, 21, 23, 25])
    let distances = try LayerProbe(
      "Conv2D(1, 2, dilation_rate=(2, 3), use_bias=False)", [5, 5, 1],
      weights: ["kernel": [1, 1, 1, 1]])
    // 1 + 4 + 11 + 14 at the first place.
    #expect(distances.output(image) == [30, 34, 50, 54, 70, 74])
  }

  /// Filters see the channels of their own group: two channels, two filters each.
  @Test func groupsDoNotSeeEachOther() throws {
    let probe = try LayerProbe(
      "Conv2D(4, 1, groups=2)", [1, 2, 2],
      weights: ["kernel": [1, 2, 3, 4], "bias": [0, 0, 0, 100]])
    #expect(probe.output([1, 10, 2, 20]) == [1, 2, 30, 140, 2, 4, 60, 180])
    #expect(probe.gradients([1, 1, 1, 0, 0, 0, 0, 1]) == [[3, 3, 0, 4]])
    #expect(probe.gradient(of: "kernel") == [1, 1, 10, 20])
    #expect(probe.gradient(of: "bias") == [1, 1, 1, 1])
  }

  /// Gradients of the weights are sums over the batch.
  @Test func examplesAddUp() throws {
    let probe = try LayerProbe(
      "Conv2D(1, 1)", [1, 1, 2], weights: ["kernel": [1, 2], "bias": [5]], count: 3)
    #expect(probe.output([1, 1, 2, 1, 3, 1]) == [8, 9, 10])
    #expect(probe.gradients([1, 10, 100]) == [[1, 2, 10, 20, 100, 200]])
    #expect(probe.gradient(of: "kernel") == [321, 111])
    #expect(probe.gradient(of: "bias") == [111])
  }

  @Test func argumentsInKerasOrder() throws {
    let layer = try readLayer(
      "Conv2D(4, 3, 1, 'same', 'channels_last', 2, 2, 'relu', False, 'he_normal')")
    let named = try readLayer(
      """
      Conv2D(filters=4, kernel_size=(3, 3), strides=(1, 1), padding='same', \
      data_format='channels_last', dilation_rate=2, groups=2, activation='relu', use_bias=False, \
      kernel_initializer='he_normal')
      """)
    #expect(layer.canonical.text == named.canonical.text)
    #expect(layer.parameters(for: [[8, 8, 6]]).map(\.shape) == [[3, 3, 3, 4]])
  }

  @Test func imagesThatDoNotFit() {
    func problem(_ text: String, _ shape: Shape) -> String? {
      do {
        _ = try readLayer(text).outputShape(for: [shape])
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(
      problem("Conv2D(8, 5)", [4, 4, 1])
        == "kernel_size 5 is larger than the 4×4 input; did you mean padding='same'?")
    #expect(
      problem("Conv2D(8, 3)", [16]) == "needs an image of height × width × channels, got 16")
    #expect(
      problem("Conv2D(8, 3, groups=2)", [4, 4, 3]) == "cannot share 3 channels out among 2 groups")
    #expect(
      problem("Conv2D(7, 3, groups=2)", [4, 4, 4]) == "cannot share 7 filters out among 2 groups")
    #expect(
      problem("Conv2D(8, 3, strides=2, dilation_rate=(1, 2))", [9, 9, 1])
        == "strides 2 and dilation_rate (1, 2) exclude each other")
    #expect(problem("Conv2D(8, 5, padding=same)", [4, 4, 1]) == nil)
  }
}
