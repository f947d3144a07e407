import Datasets
import Engine
import Execution
import Formats
import Tensors

/// One training after the other with the same settings, each from the last whole epoch that is kept.
struct Training {
  let settings: FitSettings
  let sources: FitSources
  let context: RunContext

  init(_ settings: FitSettings, on sources: FitSources, _ context: RunContext) {
    self.settings = settings
    self.sources = sources
    self.context = context
  }

  /// About so often an epoch says how far it is.
  private static let newsPerEpoch = 400

  /// Trains with one seed.
  ///
  /// - Parameters:
  ///   - weights: The weights to begin with.
  ///   - seed: The seed.
  ///   - optimizer: Where the optimizer stands; nil for a new one.
  ///   - beginning: The epoch to go on from; nil for the first.
  ///   - checkpoints: Where whole epochs are kept.
  /// - Returns: Where the training stands in the end.
  /// - Throws: `TrainingError`, or `RunInterrupted` where it was asked to stop.
  func run(
    _ weights: [(name: String, tensor: Tensor)], _ seed: UInt64,
    optimizer: Trainer.OptimizerStart? = nil, from beginning: FitState?, _ checkpoints: Checkpoints
  ) throws -> FitState {
    var fit = Trainer.Settings(epochs: settings.epochs, seed: seed)
    fit.initialEpoch = settings.initialEpoch
    fit.epochsBefore = try (0..<settings.earlierFitCount).reduce(0) { count, index in
      try count + context.input(Fit.label(ofEarlierFit: index), as: FitResult.self).record.epochs
    }
    fit.shuffles = settings.shuffle
    fit.callbacks = settings.callbacks
    fit.classWeights = settings.classWeight?.weights(
      counts: sources.train.classCounts(settings.data.outline.classNames.count))
    return try interruptible {
      let learner = try Learner(
        settings, sources, weights: weights, isAtEnd: beginning.map(isAtEnd) ?? false, context)
      let network = try CompiledModel(
        learner.graph, weights: weights, batchCapacity: settings.batchSize, mode: .training,
        seed: seed, threads: context.threads, numerics: context.shared.numerics)
      let watched = try learner.validation.map { inference in
        Trainer.Validation(
          inference.source,
          by: try inference.network(
            weights: weights, batchSize: settings.batchSize, seed: seed, context))
      }
      let trainer = Trainer(
        network, settings.compilation, fit, train: learner.train, validation: watched,
        threads: context.threads)
      return try trainer.run(
        from: beginning, optimizerState: optimizer,
        setWeights: { try network.setWeights($0) },
        getWeights: { learner.frozenWeights + network.weights },
        onStep: { news in
          guard news.endsEpoch || news.step % max(1, news.stepCount / Self.newsPerEpoch) == 0 else {
            return
          }
          context.report(
            Progress(
              news, epochs: settings.epochs, seed: settings.seedCount > 1 ? seed : nil))
        },
        onEpoch: {
          let kept = $0.forgettingWatchers(among: settings.callbacks)
          checkpoints.save(try kept.encoded(), at: $0.record.epoch)
        },
        isCancelled: context.isCancelled)
    }
  }

  /// Whether nothing is left to train.
  private func isAtEnd(_ state: FitState) -> Bool {
    state.record.epoch >= settings.epochs || state.record.stoppedEpoch != nil
  }

  /// The furthest epoch that is kept and that this training comes to.
  ///
  /// Checkpoints are shared by trainings that differ in nothing but callbacks that only watch, so that
  /// an epoch may lie behind the one where this training stops, or be kept without its best weights.
  func beginning(_ checkpoints: Checkpoints) throws -> FitState? {
    var limit = settings.epochs
    while let (position, artifact) = checkpoints.latest(atMost: limit),
      position > settings.initialEpoch
    {
      limit = position - 1
      let state = try FitState(decoding: artifact)
      let watched = WatchedEpochs(
        of: state.record, from: settings.initialEpoch, callbacks: settings.callbacks,
        metrics: settings.compilation.metrics)
      if let stopped = watched.stoppedEpoch, stopped + 1 < position {
        limit = min(limit, stopped + 1)
        continue
      }
      guard let best = watched.bestEpoch else { return watched.resumed(state, best: nil) }
      if let weights = try weights(after: best, state, at: position, checkpoints) {
        return watched.resumed(state, best: weights)
      }
    }
    return nil
  }

  /// The weights after an epoch (from 0), where they are kept.
  private func weights(
    after epoch: Int, _ state: FitState, at position: Int, _ checkpoints: Checkpoints
  ) throws -> [(name: String, tensor: Tensor)]? {
    if epoch == state.record.bestEpoch, let best = state.best { return best }
    if epoch + 1 == position { return state.weights }
    guard let kept = checkpoints.latest(atMost: epoch + 1), kept.position == epoch + 1
    else {
      return nil
    }
    return try FitState(decoding: kept.artifact).weights
  }
}
