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

  /// Examples of one pass; results do not depend on it, memory does.
  static let batchSize = 32

  func run(_ context: RunContext) throws -> EvaluateResult {
    let split = try data.load(context)
    let weights = try context.weights(isTrained: isTrained)
    return try interruptible {
      let frozen = FrozenFeatures(of: graph, in: context.shared)
      let features = try frozen?.source(of: data, "data", split, weights: weights, context)
      let network = try CompiledModel(
        features == nil ? graph : frozen?.prefix.rest ?? graph, weights: weights,
        batchCapacity: Self.batchSize, mode: .inference, seed: context.seed,
        threads: context.threads, numerics: context.shared.numerics)
      let result = try Evaluator(network, compilation, threads: context.threads).run(
        features ?? split,
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
    // Before the fit has run, its own remark says all there is to say.
    guard let context, let frozen = FrozenFeatures(of: graph, in: Environment.of(environment))
    else { return [] }
    return [frozen.remark(on: [(data: data, label: "data")], isTrained: isTrained, context)]
  }

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    data.memory(
      toPredictBy: graph, batchSize: Self.batchSize, Environment.of(environment),
      threadCount: threadCount)
  }
}
