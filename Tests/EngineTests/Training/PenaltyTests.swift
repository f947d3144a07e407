import Engine
import Tensors
import Testing

/// Penalties are part of the loss, and constraints hold after every step.
@Suite struct PenaltyTests {
  /// A model of one layer on two examples of two numbers: 1, 2 and 3, 4.
  private func model(_ layer: String, weights: [(name: String, tensor: Tensor)]) throws
    -> CompiledModel
  {
    let model = try CompiledModel(
      readGraph([layer], input: [2]), weights: weights, batchCapacity: 2, mode: .training, seed: 1,
      threads: ThreadPool(threadCount: 1))
    _ = model.input.update(from: [1, 2, 3, 4])
    model.forward(count: 2, phase: .training(step: 0))
    return model
  }

  private let kernel = (name: "dense/kernel", tensor: Tensor([1, -3], shape: [2, 1]))

  private func gradients(_ model: CompiledModel) -> [Float] {
    guard model.hasGradients else { return [] }
    _ = model.outputGradient.update(from: [1, 1])
    model.backward(count: 2, fromLogits: false)
    return model.parameters.flatMap { $0.gradient.map(Array.init) ?? [] }
  }

  /// 0.5 · (1 + 9) = 5; the gradient of the sum of outputs is (1 + 3, 2 + 4), and twice 0.5 · weight.
  @Test func theKernelsPenaltyIsPartOfTheLoss() throws {
    let model = try model(
      "Dense(1, use_bias=False, kernel_regularizer=L2(0.5))", weights: [kernel])
    #expect(model.penalty == 5)
    #expect(gradients(model) == [4 + 1, 6 - 3])
  }

  /// 4 · 0.25 for the kernel and 0.5 · 2 for the bias.
  @Test func everyWeightHasItsOwn() throws {
    let model = try model(
      "Dense(1, kernel_regularizer=L1(0.25), bias_regularizer=L1(0.5))",
      weights: [kernel, (name: "dense/bias", tensor: Tensor([2], shape: [1]))])
    #expect(model.penalty == 2)
    #expect(gradients(model) == [4.25, 5.75, 2.5])
  }

  @Test func aFrozenLayerHasNone() throws {
    let model = try model(
      "Dense(1, use_bias=False, kernel_regularizer=L2(0.5), trainable=False)", weights: [kernel])
    #expect(model.penalty == 0)
  }

  /// The outputs are 1 − 6 = −5 and 3 − 12 = −9: 0.5 · 14 for two examples.
  ///
  /// Both are negative, so that the gradient of either output loses a quarter.
  @Test func theSizeOfOutputsMayCount() throws {
    let model = try model(
      "Dense(1, use_bias=False, activity_regularizer=L1(0.5))", weights: [kernel])
    #expect(model.penalty == 3.5)
    #expect(gradients(model) == [3, 4.5])
  }

  @Test func trainingAndEvaluationReportThePenalty() throws {
    var training = SmallTraining(layers: ["Flatten()", "Dense(3, activation=softmax)"])
    training.optimizer = "SGD(learning_rate=1e-30)"
    training.epochs = 1
    let plain = try training.run().history
    training.layers = [
      "Flatten()", "Dense(3, activation=softmax, bias_initializer=ones, bias_regularizer=L2(2))",
    ]
    let penalized = try training.run().history
    let difference = penalized[0].values[0] - plain[0].values[0]
    #expect(abs(difference - 6) < 1e-6)
  }

  @Test func constraintsHoldAfterTraining() throws {
    var training = SmallTraining(layers: [
      "Flatten()",
      "Dense(3, activation=softmax, kernel_constraint=UnitNorm(), bias_constraint=NonNeg())",
    ])
    training.optimizer = "Adam(0.1)"
    let weights = try training.run().weights.map { $0.map { Float(bitPattern: $0) } }
    for column in 0..<3 {
      let squares = stride(from: column, to: weights[0].count, by: 3).reduce(Float(0)) {
        $0 + weights[0][$1] * weights[0][$1]
      }
      #expect(abs(squares - 1) < 1e-5)
    }
    #expect(weights[1].allSatisfy { $0 >= 0 })
    #expect(weights[1].contains { $0 > 0 })
  }
}
