import Engine
import Tensors
import Testing

@Suite struct GlobalAveragePooling2DTests {
  @Test func everyCellHasItsShare() throws {
    let probe = try LayerProbe("GlobalAveragePooling2D()", [2, 2, 2], count: 2)
    let output = probe.output([1, 10, 2, 20, 3, 30, 6, 60, 0, 0, 0, 0, 0, 4, 0, 0])
    #expect(output == [3, 30, 0, 1])
    #expect(
      probe.gradients([4, 8, 0, 12]) == [[1, 2, 1, 2, 1, 2, 1, 2, 0, 3, 0, 3, 0, 3, 0, 3]])
  }

  @Test func heightAndWidthMayStay() throws {
    let layer = try readLayer("GlobalAveragePooling2D(keepdims=True)")
    #expect(try layer.outputShape(for: [[4, 5, 3]]) == [1, 1, 3])
  }
}
