import Engine
import Tensors
import Testing

/// What is made of weights that no pass changes is made once, and anew when they are given anew.
@Suite struct PreparedWeightsTests {
  /// Kernels that are packed, transformed, folded, joined in strips, and read as they are.
  private static let layers = [
    "Conv2D(17, 3, padding=same, trainable=False)", "BatchNormalization(trainable=False)",
    "Conv2D(40, 1, use_bias=False, trainable=False)", "BatchNormalization(trainable=False)",
    "ReLU(6)", "DepthwiseConv2D(3, padding=same, trainable=False)",
    "Conv2D(18, 1, trainable=False)", "Conv2D(16, 3, padding=same, trainable=False)",
    "MaxPooling2D()", "Conv2D(300, 3, trainable=False)", "GlobalAveragePooling2D()", "Dense(3)",
  ]

  private func outputs(_ model: CompiledModel, _ phase: Phase) -> [UInt32] {
    for index in model.input.indices { model.input[index] = Float(index % 13) / 6 - 1 }
    model.forward(count: 2, phase: phase)
    return model.output.prefix(2 * 3).map(\.bitPattern)
  }

  @Test(arguments: [CompiledModel.Mode.inference, .training])
  func newWeightsArePreparedAnew(_ mode: CompiledModel.Mode) throws {
    let graph = try readGraph(Self.layers, input: [30, 30, 3])
    let phase = mode == .training ? Phase.training(step: 0) : .inference
    func model(seed: UInt64) throws -> CompiledModel {
      try CompiledModel(
        graph, weights: graph.initialWeights(seed: seed), batchCapacity: 2, mode: mode, seed: 1,
        threads: ThreadPool(threadCount: 2))
    }
    let first = try model(seed: 1)
    let second = try model(seed: 2)
    let before = outputs(first, phase)
    #expect(outputs(first, phase) == before)
    #expect(first.weights.map(\.tensor) == graph.initialWeights(seed: 1).map(\.tensor))
    try first.setWeights(graph.initialWeights(seed: 2))
    let after = outputs(first, phase)
    #expect(after != before)
    #expect(after == outputs(second, phase))
    #expect(first.weights.map(\.tensor) == graph.initialWeights(seed: 2).map(\.tensor))
    // Who writes a value says so.
    for (own, given) in zip(first.parameters, try model(seed: 1).parameters) {
      _ = own.value.update(from: given.value)
    }
    first.weightsHaveChanged()
    #expect(outputs(first, phase) == before)
  }
}
