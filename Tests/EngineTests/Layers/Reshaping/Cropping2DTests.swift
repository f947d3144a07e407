import Engine
import Tensors
import Testing

@Suite struct Cropping2DTests {
  @Test func everySideHasItsNumber() throws {
    let probe = try LayerProbe("Cropping2D(((1, 0), (0, 2)))", [2, 3, 1])
    #expect(probe.output([1, 2, 3, 4, 5, 6]) == [4])
    #expect(probe.gradients([7]) == [[0, 0, 0, 7, 0, 0]])
  }

  @Test func nothingIsCutUnlessItIsSaid() throws {
    #expect(try LayerProbe("Cropping2D()", [1, 2, 1]).output([1, 2]) == [1, 2])
  }

  @Test func nothingIsLeft() {
    #expect(throws: ShapeError("cropping leaves nothing of the 4×5 input")) {
      try readLayer("Cropping2D(2)").outputShape(for: [[4, 5, 1]])
    }
  }
}
