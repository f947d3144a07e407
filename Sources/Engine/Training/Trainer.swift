public import Tensors

/// Trains a compiled model epoch by epoch.
///
/// The order of the examples in an epoch, the noise of a step and everything else is a function of the
/// seed and of where the training stands, so a training that was stopped and goes on gives the same
/// bits as one that was not.
public struct Trainer {
  /// What `fit` settles.
  public struct Settings: Sendable {
    /// The epoch to stop before, counted from the first of the model's whole history.
    public var epochs: Int

    /// The epoch that this training begins with.
    public var initialEpoch = 0

    /// Epochs that the model has behind it from earlier trainings; orders go on from there, so that
    /// two trainings in a row do not repeat the orders of the first.
    public var epochsBefore = 0

    /// Whether every epoch has an order of its own.
    public var shuffles = true

    /// A weight for every class; nil for 1.
    public var classWeights: [Double]?

    /// What looks at every epoch.
    public var callbacks: [any Callback] = []

    /// The seed of orders and noise.
    public var seed: UInt64

    /// Settings with Keras' defaults.
    public init(epochs: Int, seed: UInt64) {
      self.epochs = epochs
      self.seed = seed
    }
  }

  /// What an earlier training left of its optimizer.
  public typealias OptimizerStart = (
    slots: [(name: String, tensor: Tensor)], iterations: Int, learningRate: Double
  )

  /// How far an epoch is.
  public struct StepNews {
    /// The epoch, from 0.
    public var epoch: Int

    /// Batches done.
    public var step: Int

    /// Batches of an epoch.
    public var stepCount: Int

    /// Whether the epoch is over.
    public var endsEpoch: Bool { final != nil }

    /// The running loss and metrics; at the end of an epoch also those of the validation.
    ///
    /// They are put together only when somebody asks.
    public var values: [(name: String, value: Double)] { final ?? runner.values }

    let runner: BatchRunner
    let final: [(name: String, value: Double)]?
  }

  private let network: any Network
  private let compilation: Compilation
  private let settings: Settings
  private let train: BatchFeed
  private let validation: (network: any Network, feed: BatchFeed)?
  private let threads: ThreadPool

  /// What is watched after every epoch.
  public struct Validation {
    fileprivate let source: any BatchSource
    fileprivate let network: any Network

    /// Examples, and the model that looks at them: the one that is trained, compiled for inference, so that
    /// its numbers are those of an evaluation to the bit.
    ///
    /// It takes the weights of the training after every epoch.
    public init(_ source: any BatchSource, by network: any Network) {
      self.source = source
      self.network = network
    }
  }

  /// A training.
  ///
  /// - Parameters:
  ///   - network: The compiled model with its first weights.
  ///   - compilation: How it learns.
  ///   - settings: How long, and with what.
  ///   - train: The examples to learn from.
  ///   - validation: What to watch; nil for nothing.
  ///   - threads: The threads.
  public init(
    _ network: any Network, _ compilation: Compilation, _ settings: Settings,
    train: any BatchSource, validation: Validation?, threads: ThreadPool
  ) {
    self.network = network
    self.compilation = compilation
    self.settings = settings
    self.threads = threads
    self.train = BatchFeed(
      train, batchCapacity: network.batchCapacity, seed: settings.seed, threads: threads)
    self.validation = validation.map {
      (
        $0.network,
        BatchFeed(
          $0.source, batchCapacity: $0.network.batchCapacity, seed: settings.seed,
          threads: threads)
      )
    }
  }

  /// Trains to the last epoch, or until a callback stops.
  ///
  /// - Parameters:
  ///   - beginning: Where to go on from; nil to begin with the network's weights.
  ///   - optimizerState: What an earlier training left of its optimizer; nil to begin anew.
  ///   - setWeights: Gives the network weights.
  ///   - getWeights: Takes the network's weights.
  ///   - onStep: Takes the news, after every batch.
  ///   - onEpoch: Takes the state after every epoch: going on from it gives the same bits.
  ///   - isCancelled: Asked before every batch.
  /// - Returns: The final state, with the best weights restored where a callback asks for it.
  /// - Throws: `TrainingError` where the loss is no number any more or the training was asked to stop;
  ///   what `onEpoch` throws.
  public func run(
    from beginning: FitState?,
    optimizerState: OptimizerStart?,
    setWeights: ([(name: String, tensor: Tensor)]) throws -> Void,
    getWeights: () -> [(name: String, tensor: Tensor)], onStep: (StepNews) -> Void,
    onEpoch: (FitState) throws -> Void, isCancelled: () -> Bool
  ) throws -> FitState {
    let optimizer = OptimizerState(compilation.optimizer, for: network, threads: threads)
    let runner = BatchRunner(network, compilation, classWeights: settings.classWeights)
    let watcher = validation.map { BatchRunner($0.network, compilation) }
    var state: FitState
    if let beginning {
      state = beginning
      try setWeights(state.weights)
      optimizer.restore(state.optimizer, iterations: state.record.iterations)
      optimizer.learningRate = state.record.learningRate
    } else {
      if let optimizerState {
        optimizer.restore(optimizerState.slots, iterations: optimizerState.iterations)
        optimizer.learningRate = optimizerState.learningRate
      }
      state = FitState(
        record: FitState.Record(
          epoch: settings.initialEpoch, iterations: optimizer.iterations,
          learningRate: optimizer.learningRate, history: [], norms: [],
          callbacks: settings.callbacks.map {
            CallbackMemory(of: $0, compilation.metrics)
          }, stoppedEpoch: nil),
        weights: [], optimizer: [], best: nil)
    }
    while state.record.epoch < settings.epochs, state.record.stoppedEpoch == nil {
      let epoch = state.record.epoch
      for callback in settings.callbacks {
        if let rate = callback.learningRate(ofEpoch: epoch) { optimizer.learningRate = rate }
      }
      var values: [(name: String, value: Double)]
      do {
        values = try trainEpoch(epoch, runner, optimizer, onStep, isCancelled)
      } catch {
        guard endsOnNaN, error.isNotFinite, !state.weights.isEmpty else { throw error }
        state.record.stoppedEpoch = epoch
        try setWeights(state.weights)
        optimizer.restore(state.optimizer, iterations: state.record.iterations)
        break
      }
      if let validation, let watcher {
        validation.network.takeWeights(of: network)
        try watcher.runAll(validation.feed, isCancelled: isCancelled)
        values += watcher.values.map { ("val_\($0.name)", $0.value) }
      }
      let ended = finish(epoch, values, &state, optimizer)
      state.record.epoch = epoch + 1
      state.record.iterations = optimizer.iterations
      state.record.learningRate = optimizer.learningRate
      state.weights = getWeights()
      state.optimizer = optimizer.tensors
      if ended.isBest {
        state.best = state.weights
        state.record.bestEpoch = epoch
      }
      for file in ended.files { state.save(to: file) }
      noteNorms(&state)
      let steps = stepCount
      // Kept first, then told: an epoch that was said to be over is not lost.
      try onEpoch(state)
      onStep(
        StepNews(epoch: epoch, step: steps, stepCount: steps, runner: runner, final: values))
    }
    if state.weights.isEmpty {
      // Nothing to train: the state is where the training begins.
      state.weights = getWeights()
      state.optimizer = optimizer.tensors
    }
    optimizer.finish()
    if compilation.optimizer.adjustment.usesAverage { state.weights = getWeights() }
    if let best = state.best {
      state.weights = best
      try setWeights(best)
    }
    return state
  }

  /// Whether a loss that is no number ends the training rather than failing it.
  private var endsOnNaN: Bool {
    settings.callbacks.contains { ($0 as? TerminateOnNaN)?.raisesError == false }
  }

  /// Notes the norms of the weights, where a callback asks for them: of those that are learned, and of the
  /// frozen ones, which the network may lack.
  private func noteNorms(_ state: inout FitState) {
    let callbacks = settings.callbacks.compactMap { $0 as? WeightNorms }
    guard !callbacks.isEmpty else { return }
    let notesAll = callbacks.contains(where: \.frozen)
    let learned = Set(network.parameters.filter { $0.gradient != nil }.map(\.path))
    for (path, tensor) in state.weights where notesAll || learned.contains(path) {
      let squares = tensor.withElements { elements in
        elements.reduce(0) { $0 + Double($1) * Double($1) }
      }
      state.record.norms.append(squares.squareRoot(), to: path)
    }
  }

  private var stepCount: Int {
    (train.source.count + network.batchCapacity - 1) / network.batchCapacity
  }

  private func trainEpoch(
    _ epoch: Int, _ runner: BatchRunner, _ optimizer: OptimizerState, _ onStep: (StepNews) -> Void,
    _ isCancelled: () -> Bool
  ) throws(TrainingError) -> [(name: String, value: Double)] {
    let wholeEpoch = settings.epochsBefore + epoch - settings.initialEpoch
    let order =
      settings.shuffles
      ? Random(seed: settings.seed).permutation(
        train.source.count, .shuffle(epoch: wholeEpoch))
      : Array(0..<Int32(train.source.count))
    runner.reset()
    let steps = stepCount
    for step in 0..<steps {
      if isCancelled() { throw TrainingError.interrupted }
      let first = step * network.batchCapacity
      let size = min(network.batchCapacity, train.source.count - first)
      let loss = order.withUnsafeBufferPointer { order in
        train.source.willFill(order.batch(after: first + size, network.batchCapacity))
        return runner.run(
          UnsafeBufferPointer(rebasing: order[first..<first + size]), of: train,
          phase: .training(step: optimizer.iterations), epoch: wholeEpoch)
      }
      guard loss.isFinite else {
        throw TrainingError.notFinite(
          loss: loss.isNaN ? "NaN" : "infinite", epoch: epoch, step: step,
          origin: network.firstNonFinite(count: size))
      }
      optimizer.step(with: network, count: size, fromLogits: runner.isFromLogits)
      onStep(
        StepNews(
          epoch: epoch, step: step + 1, stepCount: steps, runner: runner, final: nil))
    }
    return runner.values
  }

  /// Notes the numbers of an epoch and asks the callbacks.
  private func finish(
    _ epoch: Int, _ values: [(name: String, value: Double)], _ state: inout FitState,
    _ optimizer: OptimizerState
  ) -> EndedEpoch {
    var values = values
    // Keras notes the learning rate where a callback may change it, the rate of this epoch; a
    // schedule's is the one that it has come to at the end of the epoch.
    if settings.callbacks.contains(where: { $0.setsLearningRate })
      || compilation.optimizer.learningRate.isScheduled
    {
      values.append(("learning_rate", optimizer.learningRate))
    }
    for (name, value) in values { state.record.history.append(value, to: name) }
    var ended = EndedEpoch(
      epoch: epoch, metrics: values, learningRate: optimizer.learningRate)
    // Where several callbacks restore, the last has the last word.
    let restorer = settings.callbacks.lastIndex(where: \.restoresBestWeights)
    var isBest = false
    for (index, callback) in settings.callbacks.enumerated() {
      ended.isBest = false
      callback.epochEnded(&ended, &state.record.callbacks[index])
      if index == restorer { isBest = ended.isBest }
    }
    optimizer.learningRate = ended.learningRate
    if ended.stops { state.record.stoppedEpoch = epoch }
    ended.isBest = isBest
    return ended
  }
}
