import Engine
import Tensors
import Testing

@Suite struct NormalizationTests {
  /// (3 − 1) / 2 and (10 − 4) / 3; a variance of 0 is divided by 1e-7.
  @Test func givenMeanAndVariance() throws {
    let probe = try LayerProbe("Normalization(mean=[1, 4], variance=[4, 9])", [2])
    #expect(probe.output([3, 10]) == [1, 2])
    #expect(isNear(probe.gradients([1, 1])[0], [0.5, 1 / 3]))
    #expect(try LayerProbe("Normalization(mean=0, variance=0)", [1]).output([1]) == [1e7])
  }

  @Test func invertBringsNumbersBack() throws {
    let probe = try LayerProbe("Normalization(mean=[1, 4], variance=[4, 9], invert=True)", [2])
    #expect(probe.output([1, 2]) == [3, 10])
    #expect(probe.gradients([1, 1]) == [[2, 3]])
  }

  /// Rows have their own mean; a list belongs to the last of the axes.
  @Test func otherAxes() throws {
    let rows = try LayerProbe("Normalization(axis=1, mean=[1, 2], variance=1)", [2, 2])
    #expect(rows.output([1, 2, 3, 4]) == [0, 1, 1, 2])
    let all = try LayerProbe("Normalization(axis=[1, 2], mean=[1, 2], variance=1)", [2, 2])
    #expect(all.output([1, 2, 3, 4]) == [0, 0, 2, 2])
    let one = try LayerProbe("Normalization(axis=None, mean=1, variance=4)", [2, 2])
    #expect(one.output([1, 3, 5, 7]) == [0, 1, 2, 3])
  }

  /// The channels 1, 3 and 10, 30 of two examples have the means 2 and 20, the variances 1 and 100.
  @Test func adapting() throws {
    let examples: [[Float]] = [[1, 10, 3, 30], [3, 30, 1, 10]]
    let layer = Normalization()
    #expect(layer.isAdaptable)
    let weights = layer.adapted(to: [1, 2, 2], count: 2) { examples[$0] }
    #expect(weights.map(\.name) == ["mean", "variance", "count"])
    #expect(weights[0].tensor.elements == [2, 20])
    #expect(weights[1].tensor.elements == [1, 100])
    #expect(weights[2].tensor.shape == [])
    let probe = try LayerProbe(
      "Normalization()", [1, 2, 2],
      weights: ["mean": weights[0].tensor.elements, "variance": weights[1].tensor.elements])
    #expect(probe.output(examples[0]) == [-1, -1, 1, 1])
  }

  /// Without data nothing changes; none of the weights is learned.
  @Test func unadapted() throws {
    #expect(try LayerProbe("Normalization()", [2]).output([3, -4]) == [3, -4])
    let graph = try readGraph(["Normalization()", "Dense(1)"], input: [3])
    #expect(graph.nodes[0].parameterCount == 7)
    #expect(graph.nodes[0].trainableParameterCount == 0)
  }

  @Test func whatDoesNotFit() {
    #expect(throws: ShapeError.self) { try LayerProbe("Normalization(mean=1)", [2]) }
    #expect(throws: ShapeError.self) {
      try LayerProbe("Normalization(mean=[1, 2, 3], variance=1)", [2])
    }
    #expect(throws: ShapeError.self) { try LayerProbe("Normalization(axis=2)", [2]) }
  }
}
