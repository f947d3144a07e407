import Datasets
import Engine
import Execution
import Tensors

/// A model that looks at examples without learning: the whole of it, or the layers behind its frozen
/// ones, whose output is there already.
struct Inference {
  /// The layers.
  let graph: Graph

  /// The examples as they take them.
  let source: any BatchSource

  /// Examples of one pass; results do not depend on it, memory does.
  static let batchSize = 32
}

extension Inference {
  /// Finds out what has to be run.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - data: What the data are.
  ///   - label: What they are to the step.
  ///   - split: The examples.
  ///   - weights: The weights of the model.
  ///   - context: The step.
  /// - Throws: `TrainingError.interrupted` or `RunInterrupted` where it was asked to stop.
  init(
    of model: Graph, on data: ResolvedData, _ label: String, _ split: Datasets.Split,
    weights: [(name: String, tensor: Tensor)], _ context: RunContext
  ) throws {
    let frozen = FrozenFeatures(of: model, in: context.shared)
    guard let frozen,
      let features = try frozen.source(of: data, label, split, weights: weights, context)
    else {
      graph = model
      source = split
      return
    }
    graph = frozen.prefix.rest
    source = features
  }

  /// The model with its buffers.
  func network(
    weights: [(name: String, tensor: Tensor)], batchSize: Int = batchSize, seed: UInt64,
    _ context: RunContext
  ) throws -> CompiledModel {
    try CompiledModel(
      graph, weights: weights, batchCapacity: batchSize, mode: .inference, seed: seed,
      threads: context.threads, numerics: context.shared.numerics)
  }
}
