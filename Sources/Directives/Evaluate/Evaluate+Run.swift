import Datasets
import Engine
import Execution
import Formats
import Tensors

/// Runs a model over data and compares its answers with the labels.
struct EvaluateBody: StepBody {
  let graph: Graph
  let compilation: Compilation
  let data: ResolvedData
  let isTrained: Bool
  /// How hyperparameters settle the layers; nil where they are known.
  let tuned: TunedNetwork?
  /// Whether they settle the loss, too.
  let isCompiledByTune: Bool

  func run(_ context: RunContext) throws -> EvaluateResult {
    let graph = try tuned?.graph(context) ?? graph
    var compilation = compilation
    if isCompiledByTune, let chosen = try tuned?.compilation(context) {
      compilation.loss = chosen.loss
    }
    let split = try data.load(context)
    let weights = try context.weights(isTrained: isTrained)
    return try interruptible {
      let inference = try Inference(of: graph, on: data, "data", split, weights: weights, context)
      let network = try inference.network(weights: weights, seed: context.seed, context)
      let result = try Evaluator(network, compilation, threads: context.threads).run(
        inference.source,
        onStep: {
          context.report(Progress(stage: "evaluate", completed: $0, total: split.count))
        }, isCancelled: context.isCancelled)
      let classCount = data.outline.classNames.count
      return EvaluateResult(
        record: EvaluateResult.Record(
          metrics: result.metrics.map { EvaluateResult.Metric($0.name, $0.numbers) },
          confusion: result.confusion(classCount: classCount), count: split.count),
        predictions: Safetensors.encode([
          (name: "outputs", tensor: result.outputs),
          (
            name: "labels",
            tensor: Tensor(result.labels.map { Float($0) }, shape: [result.labels.count])
          ),
        ]))
    }
  }

  func remarks(in environment: any Sendable, _ context: RunContext?) -> [String] {
    tuned != nil
      ? []
      : FrozenFeatures.remarks(
        onLookingAt: data, by: graph, isTrained: isTrained, environment, context)
  }

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    data.memory(
      toLookAtBy: graph, Environment.of(environment), threadCount: threadCount,
      bytesOfNumber: Self.bytesOfNumber)
  }

  /// Outputs are there as numbers, and as bytes of the result.
  private static let bytesOfNumber = 2 * MemoryLayout<Float>.stride
}
