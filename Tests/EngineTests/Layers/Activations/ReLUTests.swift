import Engine
import Tensors
import Testing

@Suite struct ReLUTests {
  private func look(_ text: String, _ numbers: [Float]) throws -> [[Float]] {
    let probe = try LayerProbe(text, [numbers.count])
    return [probe.output(numbers), probe.gradients(numbers.map { _ in 1 })[0]]
  }

  /// Below the threshold: 0.5 · (x − 1); above it, up to 3, the number itself.
  @Test func thresholdSlopeAndMaximum() throws {
    #expect(
      try look("ReLU(max_value=3, negative_slope=0.5, threshold=1)", [-1, 1, 2, 3, 4])
        == [[-1, 0, 2, 3, 3], [0.5, 0, 1, 1, 0]])
  }

  /// At 6 the derivative is 0, at another maximum 1.
  @Test func derivativesAtTheMaximum() throws {
    #expect(try look("ReLU(max_value=6)", [6, 7]) == [[6, 6], [0, 0]])
    #expect(try look("ReLU(max_value=5)", [5, 7]) == [[5, 5], [1, 0]])
  }

  @Test func aSlopeAlone() throws {
    #expect(try look("ReLU(negative_slope=0.25)", [-4, 0, 4]) == [[-1, 0, 4], [0.25, 0.25, 1]])
    #expect(try look("LeakyReLU()", [-10, 0, 1]) == [[-3, 0, 1], [0.3, 0.3, 1]])
  }
}
