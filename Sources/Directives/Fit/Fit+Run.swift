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
  /// How hyperparameters settle the layers; nil where they are known.
  var tuned: TunedNetwork?
  /// Whether they settle how the model learns, too.
  var isCompiledByTune = false
}

extension FitSettings {
  /// The settings with the layers, and what the model learns by, that a search chose.
  func settled(_ context: RunContext) throws -> FitSettings {
    guard let tuned else { return self }
    var settled = self
    settled.graph = try tuned.graph(context)
    if isCompiledByTune { settled.compilation = try tuned.compilation(context) }
    settled.tuned = nil
    return settled
  }

  /// The metrics that every epoch notes.
  var metricNames: [String] {
    let own = compilation.metricNames
    let watches = validation != nil || validationSplit != nil
    let notesRate =
      compilation.optimizer.learningRate.isScheduled
      || callbacks.contains(where: \.setsLearningRate)
    return own + (watches ? own.map { "val_\($0)" } : []) + (notesRate ? ["learning_rate"] : [])
  }
}

/// Trains, from the last whole epoch that is kept.
struct FitBody: StepBody {
  let settings: FitSettings

  func run(_ context: RunContext) throws -> FitResult {
    let training = Training(
      try settings.settled(context), on: try FitSources(settings, context), context)
    let first = try train(training, context.seed, context.checkpoints, context)
    let others = try (1..<settings.seedCount).map { number in
      // Every other seed is a training of its own, whose epochs are kept like those of the first.
      // Its weights are of no further use.
      try train(
        training, context.seed &+ UInt64(number), context.checkpoints.branch("seed \(number)"),
        context
      ).record
    }
    return FitResult(first, seed: context.seed, others: others, settings: settings)
  }

  /// Trains with one seed.
  private func train(
    _ training: Training, _ seed: UInt64, _ checkpoints: Checkpoints, _ context: RunContext
  ) throws -> FitState {
    let weights = try firstWeights(seed, context)
    let previous = settings.isContinuation ? try context.input("weights", as: FitResult.self) : nil
    return try training.run(
      weights, seed, optimizer: optimizer(previous), from: training.beginning(checkpoints),
      checkpoints)
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

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    settings.memory(in: Environment.of(environment), threadCount: threadCount)
  }

  func remarks(in environment: any Sendable, _ context: RunContext?) -> [String] {
    guard settings.tuned == nil else { return [] }
    let data = FitSources.unchanging(in: settings)
    guard data?.isEmpty != true,
      let frozen = FrozenFeatures(of: settings.graph, in: Environment.of(environment))
    else { return [] }
    return [
      frozen.remark(
        on: data ?? [], isTrained: settings.isContinuation, data == nil ? nil : context)
    ]
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
