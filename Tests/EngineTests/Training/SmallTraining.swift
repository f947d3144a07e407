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
  var map: [String] = []
  var augment: [String] = []
  var optimizer = "Adam(learning_rate=0.01)"
  var loss = "sparse_categorical_crossentropy"
  var metrics = ["accuracy"]
  var callbacks: [String] = []
  var classWeights: [Double]?
  var exampleCount = 50
  /// Examples that are watched after every epoch; other ones than those that are learned from.
  var validationCount = 0
  var batchSize = 16
  var epochs = 2
  var epochsBefore = 0
  var shuffles = true
  var threads = ThreadPool(threadCount: 1)
  var numerics = Numerics.standard
  var sharing = MemorySharing.shared
  var seed: UInt64 = 42
  /// Who notes how examples are asked for; nil for nobody.
  var notes: ReadingNotes?

  /// The model with its weights at the end, and the history of the epochs.
  struct Outcome: Equatable {
    var weights: [[UInt32]]
    var history: [FitState.Series]

    init(_ state: FitState) {
      weights = state.weights.map { $0.tensor.elements.map(\.bitPattern) }
      history = state.record.history
    }
  }

  /// Trains.
  ///
  /// - Parameter onStep: Is told every step.
  /// - Returns: The weights and the history.
  /// - Throws: What reading and training throw.
  func run(onStep: (Int) -> Void = { _ in }) throws -> Outcome {
    Outcome(try train(onStep: onStep))
  }

  /// Trains, from the beginning or from where another training stood.
  ///
  /// - Parameters:
  ///   - beginning: The state after an epoch of this training.
  ///   - previous: The end of another training, with the same optimizer, of the same model.
  ///   - onStep: Is told every step.
  ///   - onEpoch: Takes the state after every epoch.
  ///   - isCancelled: Asked before every step.
  /// - Returns: The state at the end.
  /// - Throws: What reading and training throw.
  func train(
    from beginning: FitState? = nil, after previous: FitState? = nil,
    onStep: (Int) -> Void = { _ in }, onEpoch: (FitState) -> Void = { _ in },
    isCancelled: () -> Bool = { false }
  ) throws -> FitState {
    let (model, trainer) = try make()
    if let previous { try model.setWeights(previous.weights) }
    return try trainer.run(
      from: beginning,
      optimizerState: previous.map { ($0.optimizer, $0.record.iterations, $0.record.learningRate) },
      setWeights: { try model.setWeights($0) }, getWeights: { model.weights },
      onStep: { if !$0.endsEpoch { onStep($0.step) } }, onEpoch: onEpoch, isCancelled: isCancelled)
  }

  /// The states after every epoch, and the one at the end.
  func states() throws -> (epochs: [FitState], end: FitState) {
    var epochs: [FitState] = []
    let end = try train(onEpoch: { epochs.append($0) })
    return (epochs, end)
  }

  private func make() throws -> (CompiledModel, Trainer) {
    var diagnostics: [Diagnostic] = []
    var pictures = SmallPictures(count: exampleCount, shape: shape, map: map, augment: augment)
    pictures.notes = notes
    let items = layers.compactMap { LayerItem.read(Self.raw($0), &diagnostics) }
    guard let graph = Graph.build(items, inputShape: pictures.inputShape, &diagnostics),
      let optimizer = OptimizerCall.read(Self.raw(optimizer), &diagnostics)?.optimizer,
      let loss = LossCall.read(Self.raw(loss), &diagnostics)?.loss
    else { throw LayerReadingError(messages: diagnostics.map(\.message)) }
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: seed), batchCapacity: batchSize, mode: .training,
      seed: seed, threads: threads, numerics: numerics, sharing: sharing)
    var settings = Trainer.Settings(epochs: epochs, seed: seed)
    settings.shuffles = shuffles
    settings.epochsBefore = epochsBefore
    settings.classWeights = classWeights
    settings.callbacks = try callbacks.map { try read($0, as: CallbackCall.self).callback }
    let metrics = try metrics.map { try read($0, as: MetricCall.self).metric }
    let watcher = try CompiledModel(
      graph, weights: graph.initialWeights(seed: seed), batchCapacity: batchSize, mode: .inference,
      seed: seed, threads: threads, numerics: numerics, sharing: sharing)
    let watched = SmallPictures(
      count: validationCount, shape: shape, purpose: "watched", map: map)
    let trainer = Trainer(
      model, Compilation(optimizer: optimizer, loss: loss, metrics: metrics),
      settings, train: pictures,
      validation: validationCount == 0 ? nil : Trainer.Validation(watched, by: watcher),
      threads: threads)
    return (model, trainer)
  }

  /// A chain of layers; nil where there are none, or they do not fit.
  static func chain(_ layers: [String], on shape: Shape) -> Graph? {
    var diagnostics: [Diagnostic] = []
    let items = layers.compactMap { LayerItem.read(raw($0), &diagnostics) }
    return items.isEmpty ? nil : Graph.build(items, inputShape: shape, &diagnostics)
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
  let purpose: String
  let preparation: InputPreparation
  var notes: ReadingNotes?

  init(
    count: Int, shape: Shape, purpose: String = "picture", map: [String] = [],
    augment: [String] = []
  ) {
    self.count = count
    self.shape = shape
    self.purpose = purpose
    let map = SmallTraining.chain(map, on: shape)
    preparation = InputPreparation(
      map: map, augment: SmallTraining.chain(augment, on: map?.outputShape ?? shape))
  }

  func fill(
    _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    notes?.fill(indices)
    let random = Random(seed: 1)
    for (position, index) in indices.enumerated() {
      labels[position] = index % 3
      let noise = Random.Purpose(purpose, Int(index))
      for offset in 0..<shape.count {
        let spot: Float = offset % 3 == Int(index % 3) ? 0.5 : 0
        inputs[position * shape.count + offset] = random.uniform(noise, at: offset) + spot
      }
    }
  }

  func willFill(_ indices: UnsafeBufferPointer<Int32>) {
    notes?.announce(indices)
  }
}
