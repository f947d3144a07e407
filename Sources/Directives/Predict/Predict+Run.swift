import Datasets
import Engine
import Execution
import Tensors

/// Runs a model over examples and keeps its answers with their pictures.
struct PredictBody: StepBody {
  let graph: Graph
  let data: ResolvedData
  let isTrained: Bool

  func run(_ context: RunContext) throws -> PredictResult {
    let split = try data.load(context)
    let network = try CompiledModel(
      graph, weights: context.weights(isTrained: isTrained),
      batchCapacity: EvaluateBody.batchSize, mode: .inference, seed: context.seed,
      threads: context.threads, numerics: context.shared.numerics)
    // No loss is asked for: mean squared error fits every output and is thrown away.
    let compilation = Compilation(optimizer: SGD(), loss: MeanSquaredError(), metrics: [])
    return try interruptible {
      let result = try Evaluator(network, compilation, threads: context.threads).run(
        split,
        onStep: { context.report(Progress(stage: "predict", completed: $0, total: split.count)) },
        isCancelled: context.isCancelled)
      let width = graph.outputShape.count
      let outputs = result.outputs.elements
      let pictures = PictureRecord(split, first: PictureRecord.most)
      return PredictResult(
        record: PredictResult.Record(
          probabilities: (0..<split.count).map {
            Array(outputs[($0 * width)..<(($0 + 1) * width)])
          },
          predicted: result.predictedClasses, labels: result.labels.map { Int($0) },
          pictures: pictures),
        pixels: pictures.pixels(of: split))
    }
  }

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    data.memory(
      toPredictBy: graph, batchSize: EvaluateBody.batchSize, Environment.of(environment),
      threadCount: threadCount)
  }
}
