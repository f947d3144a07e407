import Engine
import Tensors
import Testing

@Suite struct UpSampling2DTests {
  @Test func cellsAreRepeated() throws {
    let probe = try LayerProbe("UpSampling2D((1, 2))", [2, 2, 1])
    #expect(probe.output([1, 2, 3, 4]) == [1, 1, 2, 2, 3, 3, 4, 4])
    #expect(probe.gradients([1, 2, 3, 4, 5, 6, 7, 8]) == [[3, 7, 11, 15]])
  }

  /// Middles of half cells lie a quarter of a cell from those of the cells.
  @Test func numbersBetweenTheCells() throws {
    let probe = try LayerProbe("UpSampling2D((2, 1), interpolation=bilinear)", [2, 1, 1])
    #expect(probe.output([0, 4]) == [0, 1, 3, 4])
    #expect(probe.gradients([1, 4, 4, 1]) == [[5, 5]])
  }

  /// A constant stays what it is, however it is enlarged.
  @Test(arguments: ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area"])
  func constantsStay(_ interpolation: String) throws {
    let probe = try LayerProbe("UpSampling2D(3, interpolation=\(interpolation))", [3, 2, 2])
    let output = probe.output((0..<6).flatMap { _ in [2, -5] })
    #expect(isNear(output, (0..<54).flatMap { _ in [2, -5] }))
  }
}
