import Datasets
import Engine
import Execution
import Tensors

extension ResolvedData {
  /// About how much memory it takes to look at all examples with a model, and to keep what it says.
  ///
  /// - Parameters:
  ///   - graph: The model.
  ///   - environment: What the directives share.
  ///   - threadCount: The threads, each with its scratch.
  ///   - bytesOfNumber: What becomes of every number of an output on the way to the result.
  /// - Returns: The memory.
  func memory(
    toLookAtBy graph: Graph, _ environment: Environment, threadCount: Int, bytesOfNumber: Int
  ) -> WorkMemory {
    let batchSize = Inference.batchSize
    let whole = environment.byteCount(of: graph, batchSize: batchSize, threadCount: threadCount)
    var needs = whole
    if let frozen = FrozenFeatures(of: graph, in: environment) {
      let rest = environment.byteCount(
        of: frozen.prefix.rest, batchSize: batchSize, threadCount: threadCount)
      needs = max(whole, frozen.byteCount(toUseFor: count ?? 0, besides: rest, threadCount))
    }
    let outputs = bytesOfNumber * (count ?? 0) * graph.outputShape.count
    return outline.recipe.memory(
      ofWorkNeeding: needs + outputs
        + feedByteCount(batchSize: batchSize, environment, threadCount: threadCount))
  }

  /// The bytes of what lies between the examples and a model: the layers of the dataset.
  ///
  /// - Parameters:
  ///   - batchSize: The most examples of a batch.
  ///   - environment: What the directives share.
  ///   - threadCount: The threads.
  ///   - isTraining: Whether examples are augmented.
  /// - Returns: The bytes.
  func feedByteCount(
    batchSize: Int, _ environment: Environment, threadCount: Int, isTraining: Bool = false
  ) -> Int {
    let layers = [outline.recipe.preparation.layers, isTraining ? outline.augment : nil]
    return layers.compactMap { $0 }.reduce(0) {
      $0 + environment.byteCount(of: $1, batchSize: batchSize, threadCount: threadCount)
    }
  }
}

extension Environment {
  /// The bytes of a model with its buffers.
  ///
  /// - Parameters:
  ///   - graph: The model.
  ///   - batchSize: The most examples of a batch.
  ///   - optimizer: What it is trained with; nil for a model that only looks.
  ///   - threadCount: The threads, each with its scratch.
  /// - Returns: The bytes.
  func byteCount(
    of graph: Graph, batchSize: Int, optimizer: (any Optimizer)? = nil, threadCount: Int
  ) -> Int {
    let needs = ModelPlan(
      graph, batchSize: batchSize, numerics: numerics, optimizer: optimizer
    ).memory
    return needs.peak + (threadCount - 1) * needs.scratchOfThread
  }
}
