import Engine
import Tensors
import Testing

@Suite struct LayerNormalizationTests {
  /// The rows have the means 2 and 5 and the variances 1 and 4; epsilon is too small to show.
  @Test func everyRowByItself() throws {
    let probe = try LayerProbe(
      "LayerNormalization(epsilon=1e-12)", [2, 2],
      weights: ["gamma": [1, 10], "beta": [0.5, 0]])
    #expect(isNear(probe.output([1, 3, 3, 7]), [-0.5, 10, -0.5, 10]))
    _ = probe.gradients([1, 1, 2, 2])
    #expect(isNear(probe.gradient(of: "gamma"), [-3, 3]))
    #expect(probe.gradient(of: "beta") == [3, 3])
  }

  /// Mean 4 and variance 5 of all four numbers.
  @Test func severalAxesAreNormalizedTogether() throws {
    let probe = try LayerProbe("LayerNormalization([1, 2], epsilon=1e-12)", [2, 2])
    let root = Float(5).squareRoot()
    #expect(
      isNear(probe.output([1, 3, 5, 7]), [-3 / root, -1 / root, 1 / root, 3 / root]))
  }

  /// The columns have the means 2 and 4 and the variances 1 and 9; gamma is of the axis' size.
  @Test func anotherAxis() throws {
    let probe = try LayerProbe(
      "LayerNormalization(axis=1, epsilon=1e-12, center=False)", [2, 2],
      weights: ["gamma": [1, 2]])
    #expect(isNear(probe.output([1, 7, 3, 1]), [-1, 1, 2, -2]))
  }

  @Test func anAxisThatIsNotThere() {
    #expect(throws: ShapeError.self) { try LayerProbe("LayerNormalization(axis=3)", [2, 2]) }
    #expect(throws: ShapeError.self) { try LayerProbe("LayerNormalization([1, -2])", [2, 2]) }
  }
}
