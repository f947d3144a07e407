import Engine
import Tensors
import Testing

@Suite struct ZeroPadding2DTests {
  @Test func everySideHasItsNumber() throws {
    let probe = try LayerProbe("ZeroPadding2D(((1, 0), (0, 2)))", [1, 2, 1])
    #expect(probe.output([1, 2]) == [0, 0, 0, 0, 1, 2, 0, 0])
    #expect(probe.gradients([1, 2, 3, 4, 5, 6, 7, 8]) == [[5, 6]])
  }

  @Test(arguments: [("1", [6, 7, 2]), ("(1, 2)", [6, 9, 2]), ("((1, 2), (3, 4))", [7, 12, 2])])
  func oneNumberAPairOrPairs(_ padding: String, _ shape: [Int]) throws {
    let layer = try readLayer("ZeroPadding2D(\(padding))")
    #expect(try layer.outputShape(for: [[4, 5, 2]]) == Shape(shape))
  }

  @Test func bordersThatAreNone() {
    #expect(throws: LayerReadingError.self) { try readLayer("ZeroPadding2D(-1)") }
    #expect(throws: LayerReadingError.self) { try readLayer("ZeroPadding2D((1, 2, 3))") }
  }
}
