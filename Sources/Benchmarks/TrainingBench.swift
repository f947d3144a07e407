import Engine
import Tensors

/// A network of layers as notebooks write them, trained and timed.
struct TrainingBench {
  private let model: CompiledModel
  private let compilation: Compilation
  private let threads: ThreadPool

  /// What the gradients are of, and what is counted beside it.
  typealias Objective = (loss: any Loss, metric: any Metric)

  /// That of a classifier that ends with a softmax.
  static let classification: Objective = (
    SparseCategoricalCrossentropy(), SparseCategoricalAccuracy()
  )

  init(
    layers: [String], inputShape: Shape, optimizer: String, batchSize: Int,
    _ settings: BenchSettings
  ) throws {
    try self.init(
      NetworkText.graph(layers, inputShape: inputShape), Self.classification, optimizer: optimizer,
      batchSize: batchSize, settings)
  }

  init(
    _ graph: Graph, _ objective: Objective, optimizer: String, batchSize: Int,
    _ settings: BenchSettings
  ) throws {
    threads = ThreadPool(threadCount: settings.threadCount)
    compilation = Compilation(
      optimizer: try NetworkText.optimizer(optimizer), loss: objective.loss,
      metrics: [objective.metric])
    model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 42), batchCapacity: batchSize, mode: .training,
      seed: 42, threads: threads, numerics: settings.numerics)
  }

  /// Trains and returns the seconds of every epoch, from its first batch to its last.
  func epochSeconds(_ source: any BatchSource, epochs: Int) throws -> [Double] {
    let clock = ContinuousClock()
    var start = clock.now
    var seconds: [Double] = []
    try train(source, epochs: epochs) { news in
      guard news.endsEpoch else { return }
      seconds.append((clock.now - start).inSeconds)
      start = clock.now
    }
    return seconds
  }

  /// Trains three epochs of so many steps; the better of the last two says how long a step takes, as the
  /// peers have it.
  func stepMeasurement(_ source: any BatchSource, steps: Int) throws -> Measurement {
    let seconds = try epochSeconds(source, epochs: 3).dropFirst().min() ?? 0
    return Measurement(seconds: seconds / Double(steps), unit: "step")
  }

  /// Trains an epoch and returns the seconds of a step, the first one left out: it waits for what is
  /// made ready for all of them.
  func stepSeconds(_ source: any BatchSource) throws -> Double {
    let clock = ContinuousClock()
    var times: [ContinuousClock.Instant] = []
    times.reserveCapacity(source.count)
    try train(source, epochs: 1) { _ in times.append(clock.now) }
    guard let first = times.first, let last = times.last, times.count > 1 else {
      throw BenchError("\(source.count) examples are one step; there is nothing to time")
    }
    return (last - first).inSeconds / Double(times.count - 1)
  }

  private func train(
    _ source: any BatchSource, epochs: Int, onStep: (Trainer.StepNews) -> Void
  ) throws {
    let trainer = Trainer(
      model, compilation, Trainer.Settings(epochs: epochs, seed: 42), train: source,
      validation: nil, threads: threads)
    _ = try trainer.run(
      from: nil, optimizerState: nil, setWeights: { try model.setWeights($0) },
      getWeights: { model.weights }, onStep: onStep, onEpoch: { _ in }, isCancelled: { false })
  }
}
