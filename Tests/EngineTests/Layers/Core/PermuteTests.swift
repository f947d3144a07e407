import Engine
import Tensors
import Testing

@Suite struct PermuteTests {
  /// Two rows of three become three rows of two, in both examples.
  @Test func rowsBecomeColumns() throws {
    let probe = try LayerProbe("Permute((2, 1))", [2, 3], count: 2)
    let output = probe.output([1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16])
    #expect(output == [1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 16])
    #expect(
      probe.gradients([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
        == [[1, 3, 5, 2, 4, 6, 7, 9, 11, 8, 10, 12]])
  }

  /// Axis 1 of the output is axis 3 of the input.
  @Test func channelsComeFirst() throws {
    let layer = try readLayer("Permute((3, 1, 2))")
    #expect(try layer.outputShape(for: [[2, 3, 4]]) == [4, 2, 3])
    let probe = try LayerProbe("Permute((3, 1, 2))", [1, 2, 2])
    #expect(probe.output([1, 2, 3, 4]) == [1, 3, 2, 4])
  }

  @Test func ordersThatAreNone() {
    #expect(throws: LayerReadingError.self) { try readLayer("Permute((1, 1))") }
    #expect(throws: LayerReadingError.self) { try readLayer("Permute((0, 1))") }
    #expect(throws: ShapeError.self) { try LayerProbe("Permute((2, 1))", [2, 2, 2]) }
  }
}
