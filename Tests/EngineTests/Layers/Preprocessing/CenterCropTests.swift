import Engine
import Tensors
import Testing

@Suite struct CenterCropTests {
  /// The odd row and column are left at the bottom and the right.
  @Test func theMiddle() throws {
    let probe = try LayerProbe("CenterCrop(1, 2)", [2, 5, 1])
    #expect(probe.output([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) == [1, 2])
    #expect(probe.gradients([3, 4]) == [[0, 3, 4, 0, 0, 0, 0, 0, 0, 0]])
  }

  /// An image that is too narrow is cut to the proportions, then enlarged: the middle row of three.
  @Test func whatIsTooSmallGrows() throws {
    let probe = try LayerProbe("CenterCrop(2, 4)", [3, 2, 1])
    #expect(probe.output([9, 9, 0, 8, 9, 9]) == [0, 2, 6, 8, 0, 2, 6, 8])
  }
}
