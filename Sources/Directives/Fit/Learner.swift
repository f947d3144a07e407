import Datasets
import Engine
import Execution
import Tensors

/// The layers that a training runs, with the examples as they take them: the whole model, or those behind
/// its frozen layers, whose output is there already.
struct Learner {
  /// The layers that learn.
  let graph: Graph

  /// What to learn from.
  let train: any BatchSource

  /// What to watch, by which layers; nil for nothing.
  let validation: Inference?

  /// The weights of the layers that are not run.
  let frozenWeights: [(name: String, tensor: Tensor)]

  /// Finds out what has to be run.
  ///
  /// Augmented examples are other ones in every epoch, and the whole model is run for them; those that
  /// are watched stay the same.
  ///
  /// - Parameters:
  ///   - settings: The fit.
  ///   - sources: The examples.
  ///   - weights: The weights to begin with.
  ///   - isAtEnd: Whether nothing will be run at all.
  ///   - context: The step.
  /// - Throws: `TrainingError.interrupted` or `RunInterrupted` where it was asked to stop.
  init(
    _ settings: FitSettings, _ sources: FitSources, weights: [(name: String, tensor: Tensor)],
    isAtEnd: Bool, _ context: RunContext
  ) throws {
    guard !isAtEnd, let frozen = FrozenFeatures(of: settings.graph, in: context.shared) else {
      graph = settings.graph
      train = sources.train
      validation = sources.validation.map { Inference(graph: settings.graph, source: $0) }
      frozenWeights = []
      return
    }
    let data = sources.whole?.split ?? sources.train
    let features =
      try settings.data.outline.augment == nil
      ? frozen.source(of: settings.data, "data", data, weights: weights, context) : nil
    graph = features == nil ? settings.graph : frozen.prefix.rest
    frozenWeights = features == nil ? [] : frozen.prefix.weights(of: weights)
    guard let features, let boundary = sources.whole?.boundary else {
      train = features ?? sources.train
      validation = try Self.inference(settings, sources, weights: weights, context)
      return
    }
    train = features.slice(0..<boundary)
    validation = Inference(
      graph: frozen.prefix.rest, source: features.slice(boundary..<data.count))
  }

  private static func inference(
    _ settings: FitSettings, _ sources: FitSources, weights: [(name: String, tensor: Tensor)],
    _ context: RunContext
  ) throws -> Inference? {
    guard let watched = sources.watched, let split = sources.validation else { return nil }
    return try Inference(
      of: settings.graph, on: watched.data, watched.label, split, weights: weights, context)
  }
}
