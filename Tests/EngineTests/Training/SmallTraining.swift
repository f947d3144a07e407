import Diagnostics
import Engine
import Schemas
import Tensors

/// A training of a small model on made-up pictures.
struct SmallTraining {
  var layers = [
    "Conv2D(6, 3, padding=same, activation=relu)", "MaxPooling2D()", "Flatten()",
    "Dense(8, activation=relu)", "Dense(3, activation=softmax)",
  ]
  var shape: Shape = [8, 8, 1]
  var optimizer = "Adam(learning_rate=0.01)"
  var loss = "sparse_categorical_crossentropy"
  var exampleCount = 50
  var batchSize = 16
  var epochs = 2
  var shuffles = true
  var threads = ThreadPool(threadCount: 1)
  var numerics = Numerics.standard
  var seed: UInt64 = 42

  /// The model with its weights at the end, and the history of the epochs.
  struct Outcome: Equatable {
    var weights: [[UInt32]]
    var history: [FitState.Series]
  }

  /// Trains.
  ///
  /// - Parameter onStep: Is told every step.
  /// - Returns: The weights and the history.
  /// - Throws: What reading and training throw.
  func run(onStep: (Int) -> Void = { _ in }) throws -> Outcome {
    let (model, trainer) = try make()
    let state = try trainer.run(
      from: nil, optimizerState: nil, setWeights: { try model.setWeights($0) },
      getWeights: { model.weights }, onStep: { if !$0.endsEpoch { onStep($0.step) } },
      onEpoch: { _ in }, isCancelled: { false })
    return Outcome(
      weights: state.weights.map { $0.tensor.elements.map(\.bitPattern) },
      history: state.record.history)
  }

  private func make() throws -> (CompiledModel, Trainer) {
    var diagnostics: [Diagnostic] = []
    let items = layers.compactMap { LayerItem.read(Self.raw($0), &diagnostics) }
    guard let graph = Graph.build(items, inputShape: shape, &diagnostics),
      let optimizer = OptimizerCall.read(Self.raw(optimizer), &diagnostics)?.optimizer,
      let loss = LossCall.read(Self.raw(loss), &diagnostics)?.loss
    else { throw LayerReadingError(messages: diagnostics.map(\.message)) }
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: seed), batchCapacity: batchSize, mode: .training,
      seed: seed, threads: threads, numerics: numerics)
    var settings = Trainer.Settings(epochs: epochs, seed: seed)
    settings.shuffles = shuffles
    let trainer = Trainer(
      model, Compilation(optimizer: optimizer, loss: loss, metrics: [SparseCategoricalAccuracy()]),
      settings, train: SmallPictures(count: exampleCount, shape: shape), validation: nil,
      threads: threads)
    return (model, trainer)
  }

  private static func raw(_ text: String) -> RawValue {
    let mapped = MappedText(text, file: SourceFile(path: "training", text: text), at: 0)
    return RawValue(.text(mapped, .plain), at: mapped.span)
  }
}

/// Noise with a brighter spot for each of three classes.
struct SmallPictures: BatchSource {
  let count: Int
  let shape: Shape

  func fill(
    _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    let random = Random(seed: 1)
    for (position, index) in indices.enumerated() {
      labels[position] = index % 3
      let noise = Random.Purpose("picture", Int(index))
      for offset in 0..<shape.count {
        let spot: Float = offset % 3 == Int(index % 3) ? 0.5 : 0
        inputs[position * shape.count + offset] = random.uniform(noise, at: offset) + spot
      }
    }
  }
}
