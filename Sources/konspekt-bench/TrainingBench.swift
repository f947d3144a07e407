import Diagnostics
import Engine
import Schemas
import Tensors

/// A network of layers as notebooks write them, trained and timed.
struct TrainingBench {
  private let model: CompiledModel
  private let compilation: Compilation
  private let threads: ThreadPool

  init(
    layers: [String], inputShape: Shape, optimizer: String, batchSize: Int,
    _ settings: BenchSettings
  ) throws {
    var diagnostics: [Diagnostic] = []
    let items = layers.compactMap {
      LayerItem.read(Self.raw($0), &diagnostics)
    }
    guard let graph = Graph.build(items, inputShape: inputShape, &diagnostics),
      let optimizer = OptimizerCatalog.catalog.read(Self.raw(optimizer), &diagnostics)?.value
        as? any Optimizer
    else {
      throw BenchError(diagnostics.map(\.message).joined(separator: "; "))
    }
    threads = ThreadPool(threadCount: settings.threadCount)
    compilation = Compilation(
      optimizer: optimizer, loss: SparseCategoricalCrossentropy(),
      metrics: [SparseCategoricalAccuracy()])
    model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 42), batchCapacity: batchSize, mode: .training,
      seed: 42, threads: threads, numerics: settings.numerics)
  }

  private static func raw(_ text: String) -> RawValue {
    let mapped = MappedText(text, file: SourceFile(path: "bench", text: text), at: 0)
    return RawValue(.text(mapped, .plain), at: mapped.span)
  }

  /// Trains and returns the seconds of every epoch, from its first batch to its last.
  func epochSeconds(_ source: any BatchSource, epochs: Int) throws -> [Double] {
    let trainer = Trainer(
      model, compilation, Trainer.Settings(epochs: epochs, seed: 42), train: source,
      validation: nil, threads: threads)
    let clock = ContinuousClock()
    var start = clock.now
    var seconds: [Double] = []
    _ = try trainer.run(
      from: nil, optimizerState: nil, setWeights: { try model.setWeights($0) },
      getWeights: { model.weights },
      onStep: { news in
        guard news.endsEpoch else { return }
        seconds.append((clock.now - start).inSeconds)
        start = clock.now
      }, onEpoch: { _ in }, isCancelled: { false })
    return seconds
  }
}
