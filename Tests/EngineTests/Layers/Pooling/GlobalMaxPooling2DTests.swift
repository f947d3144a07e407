import Engine
import Tensors
import Testing

@Suite struct GlobalMaxPooling2DTests {
  /// The first channel has two greatest numbers, the second one.
  @Test func equalGreatestNumbersShareTheGradient() throws {
    let probe = try LayerProbe("GlobalMaxPooling2D()", [2, 2, 2])
    #expect(probe.output([3, -1, 1, -2, 3, -3, 2, -4]) == [3, -1])
    #expect(probe.gradients([10, 1]) == [[5, 1, 0, 0, 5, 0, 0, 0]])
  }

  @Test func heightAndWidthMayStay() throws {
    let layer = try readLayer("GlobalMaxPooling2D(keepdims=True)")
    #expect(try layer.outputShape(for: [[4, 5, 3]]) == [1, 1, 3])
    #expect(throws: ShapeError("needs an image of height × width × channels, got 3")) {
      try layer.outputShape(for: [[3]])
    }
  }
}
