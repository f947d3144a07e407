import Datasets
import Engine
import Execution
import Formats
import Tensors

/// Everything that a fit was found to mean.
struct FitSettings: Sendable {
  var graph: Graph
  var compilation: Compilation
  var data: ResolvedData
  var validation: ResolvedData?
  var validationSplit: Double?
  var epochs: Int
  var initialEpoch: Int
  var batchSize: Int
  var shuffle: Bool
  var callbacks: [any Callback]
  var classWeight: ClassWeight?
  /// Whether an earlier fit left the weights.
  var isContinuation = false
  /// How many fits the weights have behind them, those of other models among them.
  var earlierFitCount = 0
  /// How many seeds to train with.
  var seedCount = 1
  /// The seed that the weights to begin with were drawn from; nil where they were not.
  var weightSeed: UInt64?
  /// The layers whose weights come from files, whatever the seed is.
  var layersFromFiles: [String] = []
  /// Whether the optimizer goes on where that fit left it.
  var keepsOptimizer = false
}

/// Trains, from the last whole epoch that is kept.
struct FitBody: StepBody {
  let settings: FitSettings

  /// About so often an epoch says how far it is.
  private static let newsPerEpoch = 400

  func run(_ context: RunContext) throws -> FitResult {
    let sources = try FitSources(settings, context)
    let first = try train(on: sources, context.seed, context.checkpoints, context)
    let others = try (1..<settings.seedCount).map { number in
      // Every other seed is a training of its own, whose epochs are kept like those of the first.
      // Its weights are of no further use.
      try train(
        on: sources, context.seed &+ UInt64(number), context.checkpoints.branch("seed \(number)"),
        context
      ).record
    }
    return FitResult(first, seed: context.seed, others: others, settings: settings)
  }

  /// Trains with one seed.
  private func train(
    on sources: FitSources, _ seed: UInt64, _ checkpoints: Checkpoints, _ context: RunContext
  ) throws -> FitState {
    let weights = try firstWeights(seed, context)
    let previous = settings.isContinuation ? try context.input("weights", as: FitResult.self) : nil
    let beginning = try beginning(checkpoints)

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
        from: beginning, optimizerState: optimizer(previous),
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

  /// The weights to begin with: those of the model, drawn anew where that was done with another seed.
  private func firstWeights(
    _ seed: UInt64, _ context: RunContext
  ) throws -> [(name: String, tensor: Tensor)] {
    let weights = try context.weights(isTrained: settings.isContinuation)
    guard let drawn = settings.weightSeed, drawn != seed else { return weights }
    let anew = Dictionary(
      settings.graph.initialWeights(seed: seed).map { ($0.name, $0.tensor) },
      uniquingKeysWith: { first, _ in first })
    return weights.map { weight in
      let isFromFile = settings.layersFromFiles.contains { weight.name.hasPrefix("\($0)/") }
      return isFromFile ? weight : (weight.name, anew[weight.name] ?? weight.tensor)
    }
  }

  /// Whether nothing is left to train.
  private func isAtEnd(_ state: FitState) -> Bool {
    state.record.epoch >= settings.epochs || state.record.stoppedEpoch != nil
  }

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    settings.memory(in: Environment.of(environment), threadCount: threadCount)
  }

  func remarks(in environment: any Sendable, _ context: RunContext?) -> [String] {
    let data = FitSources.unchanging(in: settings)
    guard data?.isEmpty != true,
      let frozen = FrozenFeatures(of: settings.graph, in: Environment.of(environment))
    else { return [] }
    return [
      frozen.remark(
        on: data ?? [], isTrained: settings.isContinuation, data == nil ? nil : context)
    ]
  }

  /// The furthest epoch that is kept and that this training comes to.
  ///
  /// Checkpoints are shared by trainings that differ in nothing but callbacks that only watch, so that
  /// an epoch may lie behind the one where this training stops, or be kept without its best weights.
  private func beginning(_ checkpoints: Checkpoints) throws -> FitState? {
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

  private func optimizer(_ previous: FitResult?) throws -> Trainer.OptimizerStart? {
    guard settings.keepsOptimizer, let previous else { return nil }
    return (
      try Safetensors.decode(previous.optimizer.bytes()), previous.record.iterations,
      previous.record.learningRate
    )
  }
}

extension FitState {
  /// The state as the bytes of a checkpoint.
  func encoded() throws -> ArtifactBytes {
    var attachments = [
      "weights": Safetensors.encode(weights), "optimizer": Safetensors.encode(optimizer),
    ]
    if let best { attachments["best"] = Safetensors.encode(best) }
    for (path, weights) in zip(record.files ?? [], files) {
      attachments[FitResult.attachment(ofFile: path)] = Safetensors.encode(weights)
    }
    return ArtifactBytes(record: try RecordCoding.encode(record), attachments: attachments)
  }

  /// Reads a checkpoint.
  init(decoding artifact: ArtifactBytes) throws {
    let record = try RecordCoding.decode(Record.self, artifact.record)
    self.init(
      record: record,
      weights: try Safetensors.decode(artifact.attachment("weights").bytes()),
      optimizer: try Safetensors.decode(artifact.attachment("optimizer").bytes()),
      best: try artifact.attachments["best"].map { try Safetensors.decode($0.bytes()) },
      files: try (record.files ?? []).map {
        try Safetensors.decode(artifact.attachment(FitResult.attachment(ofFile: $0)).bytes())
      })
  }
}

extension FitResult {
  init(
    _ state: FitState, seed: UInt64, others: [FitState.Record], settings: FitSettings
  ) {
    self.init(
      record: Record(
        epochs: state.record.epoch - settings.initialEpoch, history: state.record.history,
        norms: state.record.norms,
        stoppedEpoch: state.record.stoppedEpoch, initialEpoch: settings.initialEpoch,
        iterations: state.record.iterations, learningRate: state.record.learningRate,
        files: state.record.files,
        otherSeeds: others.isEmpty
          ? nil
          : others.enumerated().map { index, other in
            SeedRun(
              seed: seed &+ UInt64(index + 1), epochs: other.epoch - settings.initialEpoch,
              history: other.history, stoppedEpoch: other.stoppedEpoch)
          },
        seed: others.isEmpty ? nil : seed),
      weights: Safetensors.encode(state.weights), optimizer: Safetensors.encode(state.optimizer),
      files: state.files.map(Safetensors.encode))
  }
}

extension Progress {
  /// News of a training step.
  init(_ news: Trainer.StepNews, epochs: Int, seed: UInt64?) {
    self.init(
      stage: (seed.map { "seed \($0): " } ?? "") + "epoch \(news.epoch + 1)/\(epochs)",
      completed: news.step, total: news.stepCount,
      values: news.values.map { Value($0.name, $0.value) }, endsStage: news.endsEpoch)
  }
}
