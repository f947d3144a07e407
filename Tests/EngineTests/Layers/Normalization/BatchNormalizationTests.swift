import Engine
import Tensors
import Testing

@Suite struct BatchNormalizationTests {
  /// Channels along axis 1: the rows 1, 3 and 3, 7 have the means 2 and 5, the variances 1 and 4.
  @Test func channelsAlongAnotherAxis() throws {
    let probe = try LayerProbe(
      "BatchNormalization(axis=1, momentum=0.5, epsilon=1e-12)", [2, 2],
      weights: ["gamma": [1, 10]])
    #expect(isNear(probe.output([1, 3, 3, 7], phase: .training(step: 0)), [-1, 1, -10, 10]))
    let moving = probe.model.parameters.suffix(2).map { Array($0.value) }
    #expect(isNear(moving[0], [1, 2.5]))
    #expect(isNear(moving[1], [1, 2.5]))
  }

  @Test func weightsHaveRegularizersAndConstraints() throws {
    let layer = try readLayer(
      "BatchNormalization(gamma_regularizer=l2, beta_constraint=NonNeg())")
    let specs = layer.parameters(for: [[4]])
    #expect(specs.map(\.name) == ["gamma", "beta", "moving_mean", "moving_variance"])
    #expect(specs.map { $0.regularizer != nil } == [true, false, false, false])
    #expect(specs.map { $0.constraint != nil } == [false, true, false, false])
  }

  @Test func anAxisThatIsNotThere() {
    #expect(throws: ShapeError.self) { try LayerProbe("BatchNormalization(axis=4)", [2, 2, 2]) }
    #expect(throws: ShapeError.self) { try LayerProbe("BatchNormalization(axis=0)", [2, 2, 2]) }
  }
}
