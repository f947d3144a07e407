import Engine
import Tensors
import Testing

/// Weights that change while a backward pass goes on get the bits that they get after it.
@Suite struct StepOnTheWayTests {
  /// A layer in two places, a weight with a penalty and one that must obey something, and a normalization.
  private static let layers = [
    "d = Dense(4, kernel_regularizer=L2(0.1), name=shared)", "y = BatchNormalization()", "z = d(y)",
    "Add()([y, z])", "Dense(5, kernel_constraint=MaxNorm(0.5), activation=relu)", "Dense(3)",
  ]

  @Test(arguments: [
    "SGD(0.1, momentum=0.9)", "Adam(0.05, weight_decay=0.01, use_ema=True)", "RMSprop(0.01)",
    "Adam(0.05, clipnorm=0.1)", "SGD(0.1, global_clipnorm=0.2)", "SGD(0.1, clipvalue=0.05)",
    "Adam(0.05, gradient_accumulation_steps=2)",
  ])
  func bitsAreTheSame(_ optimizer: String) throws {
    let onTheWay = try weights(optimizer) { state, model in
      state.step(with: model, count: 3, fromLogits: false)
    }
    let afterwards = try weights(optimizer) { state, model in
      model.backward(count: 3, fromLogits: false)
      state.step()
    }
    #expect(onTheWay == afterwards)
    #expect(onTheWay != (try weights(optimizer) { _, _ in }))
  }

  /// Every weight that learns is told of once.
  @Test func everyGradientIsWholeOnce() throws {
    final class Reader: GradientReader {
      var parameters: [Int] = []
      func gradientIsWhole(ofParameter index: Int) { parameters.append(index) }
    }
    let model = try model()
    let reader = Reader()
    pass(model, step: 0)
    model.backward(count: 3, fromLogits: false, for: reader)
    let learning = model.parameters.indices.filter { model.parameters[$0].gradient != nil }
    #expect(reader.parameters.sorted() == learning)
  }

  private func model() throws -> CompiledModel {
    let graph = try readGraph(Self.layers, input: [4])
    return try CompiledModel(
      graph, weights: graph.initialWeights(seed: 2), batchCapacity: 3, mode: .training, seed: 1,
      threads: ThreadPool(threadCount: 2))
  }

  private func pass(_ model: CompiledModel, step: Int) {
    let random = Random(seed: 3)
    for index in model.input.indices {
      model.input[index] = random.uniform(Random.Purpose("input/\(step)"), at: index)
    }
    model.forward(count: 3, phase: .training(step: step))
    for index in model.outputGradient.indices {
      model.outputGradient[index] =
        random.uniform(Random.Purpose("gradient/\(step)"), at: index) - 0.5
    }
  }

  private func weights(
    _ optimizer: String, _ step: (OptimizerState, CompiledModel) -> Void
  ) throws -> [[UInt32]] {
    let model = try model()
    let state = OptimizerState(
      try readCall(optimizer, as: OptimizerCall.self).optimizer, for: model,
      threads: ThreadPool(threadCount: 2))
    for number in 0..<4 {
      pass(model, step: number)
      step(state, model)
    }
    return model.parameters.map { $0.value.map(\.bitPattern) }
  }
}
