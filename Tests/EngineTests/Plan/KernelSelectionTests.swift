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

  /// A frozen batch normalization that nothing is learned in front of is a part of the weights in training
  /// too, so that a frozen base makes the same bits there as anywhere.
  @Test func frozenNormalizationsAreFoldedInTraining() throws {
    func outputs(_ trainable: String) throws -> (training: [Float], inference: [Float]) {
      let graph = try readGraph(
        [
          "Conv2D(4, 3, trainable=\(trainable))", "BatchNormalization(trainable=False)", "ReLU()",
          "Flatten()", "Dense(3)",
        ], input: [6, 6, 1])
      func output(_ mode: CompiledModel.Mode) throws -> [Float] {
        let model = try CompiledModel(
          graph, weights: graph.initialWeights(seed: 2), batchCapacity: 1, mode: mode, seed: 1,
          threads: ThreadPool(threadCount: 1))
        for parameter in model.parameters where parameter.path.hasSuffix("mean") {
          for index in parameter.value.indices { parameter.value[index] = 0.3 + Float(index) / 7 }
        }
        for index in model.input.indices { model.input[index] = Float(index % 7) / 3 - 1 }
        let phase = mode == .training ? Phase.training(step: 0) : .inference
        model.forward(count: 1, phase: phase)
        return Array(model.output)
      }
      return (try output(.training), try output(.inference))
    }
    let frozen = try outputs("False")
    #expect(frozen.training == frozen.inference)
    let learned = try outputs("True")
    #expect(learned.training != learned.inference)
    for (number, other) in zip(learned.training, learned.inference) {
      #expect(abs(number - other) < 1e-5)
    }
  }
}
