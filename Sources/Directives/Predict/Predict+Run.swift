import Datasets
import Engine
import Execution
import Tensors

/// Runs a model over examples and keeps its answers with their pictures.
struct PredictBody: StepBody {
  let graph: Graph
  let data: ResolvedData
  let isTrained: Bool
  let areLogits: Bool
  /// How hyperparameters settle the layers; nil where they are known.
  let tuned: TunedNetwork?

  func run(_ context: RunContext) throws -> PredictResult {
    let graph = try tuned?.graph(context) ?? graph
    let split = try data.load(context)
    let weights = try context.weights(isTrained: isTrained)
    // No loss is asked for: mean squared error fits every output and is thrown away.
    let compilation = Compilation(optimizer: SGD(), loss: MeanSquaredError(), metrics: [])
    return try interruptible {
      let inference = try Inference(of: graph, on: data, "data", split, weights: weights, context)
      let network = try inference.network(weights: weights, seed: context.seed, context)
      var result = try Evaluator(network, compilation, threads: context.threads).run(
        inference.source,
        onStep: { context.report(Progress(stage: "predict", completed: $0, total: split.count)) },
        isCancelled: context.isCancelled)
      result.areLogits = areLogits
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

  /// Probabilities are written as text, by way of an object for each of them.
  private static let bytesOfNumber = 256
}
