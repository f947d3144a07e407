import Engine
import Tensors
import Testing

/// What is joined to an operation, and what is not.
@Suite struct KernelSelectionTests {
  private static let layers = [
    "Conv2D(4, 3, padding=same, name=a)", "ReLU(name=b)", "MaxPooling2D(name=c)", "Flatten()",
    "Dense(3, name=d)",
  ]

  /// A layer that is kept has its own output, before the activation and the pooling behind it.
  @Test func aKeptLayerKeepsItsOutput() throws {
    let graph = try readGraph(Self.layers, input: [6, 6, 1])
    let weights = graph.initialWeights(seed: 2)
    func outputs(_ mode: CompiledModel.Mode, _ kept: Set<String>) throws -> [[Float]?] {
      let model = try CompiledModel(
        graph, weights: weights, batchCapacity: 1, mode: mode, seed: 1,
        threads: ThreadPool(threadCount: 1), keeping: kept)
      for index in model.input.indices { model.input[index] = Float(index % 7) - 3 }
      model.forward(count: 1, phase: .inference)
      return ["a", "b", "c"].map { model.output(ofLayer: $0, count: 1)?.elements }
    }
    for mode in [CompiledModel.Mode.training, .inference] {
      let all = try outputs(mode, ["a", "b", "c"])
      let sums = try #require(all[0])
      #expect(sums.contains { $0 < 0 })
      #expect(all[1] == sums.map { max($0, 0) })
      #expect(all[2]?.count == 3 * 3 * 4)
      #expect(try outputs(mode, ["a"])[0] == sums)
      #expect(try outputs(mode, ["b"])[1] == all[1])
      #expect(try outputs(mode, [])[0] == nil)
    }
  }
}
