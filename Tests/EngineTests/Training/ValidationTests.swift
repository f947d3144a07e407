import Engine
import Tensors
import Testing

/// What a training watches has the bits of an evaluation.
@Suite struct ValidationTests {
  /// With a normalization that evaluations fold into the weights, and a layer that only trainings draw for.
  @Test func validationIsAnEvaluation() throws {
    var training = SmallTraining()
    training.layers = [
      "Conv2D(6, 3, padding=same, use_bias=False)", "BatchNormalization(momentum=0.5)", "ReLU()",
      "MaxPooling2D()", "Flatten()", "Dropout(0.3)", "Dense(3, activation=softmax)",
    ]
    training.validationCount = 21
    let (epochs, _) = try training.states()
    let graph = try #require(SmallTraining.chain(training.layers, on: training.shape))
    for state in epochs {
      let model = try CompiledModel(
        graph, weights: state.weights, batchCapacity: training.batchSize, mode: .inference,
        seed: 1, threads: training.threads)
      let evaluator = Evaluator(
        model,
        Compilation(
          optimizer: SGD(), loss: try readCall(training.loss, as: LossCall.self).loss,
          metrics: [try readCall("accuracy", as: MetricCall.self).metric]),
        threads: training.threads)
      let result = try evaluator.run(
        SmallPictures(count: 21, shape: training.shape, purpose: "watched"), isCancelled: { false })
      let watched = state.record.history.filter { $0.name.hasPrefix("val_") }.map(\.values.last)
      #expect(watched == result.metrics.map(\.numbers.first))
    }
  }
}
