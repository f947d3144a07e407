import Engine
import Tensors
import Testing

@Suite struct PReLUTests {
  /// The slope of every channel, 0.5 and 2, is shared by the cells of both examples.
  @Test func cellsShareTheSlopeOfTheirChannel() throws {
    let probe = try LayerProbe(
      "PReLU(shared_axes=[1, 2])", [1, 2, 2], weights: ["alpha": [0.5, 2]], count: 2)
    let output = probe.output([-2, -2, 2, 2, 0, -1, -4, 3])
    #expect(output == [-1, -4, 2, 2, 0, -2, -2, 3])
    #expect(probe.gradients([1, 1, 1, 1, 1, 1, 1, 1]) == [[0.5, 2, 1, 1, 0, 2, 0.5, 1]])
    // −2 and −4 of the first channel, −2 and −1 of the second.
    #expect(probe.gradient(of: "alpha") == [-6, -3])
  }

  @Test func everyNumberHasItsOwnSlope() throws {
    let probe = try LayerProbe("PReLU()", [3], weights: ["alpha": [1, 2, 3]], count: 2)
    #expect(probe.output([-1, -1, -1, -1, 1, -2]) == [-1, -2, -3, -1, 1, -6])
    _ = probe.gradients([1, 1, 1, 10, 10, 10])
    #expect(probe.gradient(of: "alpha") == [-11, -1, -21])
  }

  /// Only the last axis is shared: a row has one slope.
  @Test func channelsShareTheSlopeOfTheirPlace() throws {
    let probe = try LayerProbe("PReLU(shared_axes=2)", [2, 2], weights: ["alpha": [2, 3]])
    #expect(probe.output([-1, -2, -3, 4]) == [-2, -4, -9, 4])
    _ = probe.gradients([1, 1, 1, 1])
    #expect(probe.gradient(of: "alpha") == [-3, -3])
  }

  @Test func slopesBeginWithZero() throws {
    #expect(try LayerProbe("PReLU()", [2]).output([-1, 1]) == [0, 1])
  }

  @Test func anAxisThatIsNotThere() {
    #expect(throws: ShapeError.self) { try LayerProbe("PReLU(shared_axes=[1, 4])", [2, 2, 2]) }
    #expect(throws: ShapeError.self) { try LayerProbe("PReLU(shared_axes=0)", [2, 2, 2]) }
  }
}
