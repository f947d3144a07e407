import Engine
import Tensors
import Testing

@Suite struct ReshapeTests {
  @Test func oneSizeFollowsFromTheOthers() throws {
    let layer = try readLayer("Reshape((3, -1))")
    #expect(try layer.outputShape(for: [[2, 6]]) == [3, 4])
    #expect(try LayerProbe("Reshape((2, 2))", [4]).output([1, 2, 3, 4]) == [1, 2, 3, 4])
  }

  @Test func numbersThatDoNotFill() {
    #expect(throws: ShapeError.self) { try LayerProbe("Reshape((5, -1))", [2, 6]) }
    #expect(throws: ShapeError.self) { try LayerProbe("Reshape((5, 2))", [2, 6]) }
    #expect(throws: LayerReadingError.self) { try readLayer("Reshape((-1, -1))") }
  }
}
