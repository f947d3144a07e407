import Datasets
import Engine
import Execution
import Tensors

/// The layers that a training runs, with the examples as they take them: the whole model, or those behind
/// its frozen layers, whose output is there already.
struct Learner {
  /// The layers.
  let graph: Graph

  /// What to learn from.
  let train: any BatchSource

  /// What to watch; nil for nothing.
  let validation: (any BatchSource)?

  /// The weights of the layers that are not run.
  let frozenWeights: [(name: String, tensor: Tensor)]

  /// Finds out what has to be run.
  ///
  /// - Parameters:
  ///   - settings: The fit.
  ///   - sources: The examples.
  ///   - weights: The weights to begin with.
  ///   - isAtEnd: Whether nothing will be run at all.
  ///   - context: The step.
  /// - Throws: `TrainingError.interrupted` where it was asked to stop.
  init(
    _ settings: FitSettings, _ sources: FitSources, weights: [(name: String, tensor: Tensor)],
    isAtEnd: Bool, _ context: RunContext
  ) throws {
    guard !isAtEnd, let frozen = FrozenFeatures(of: settings, in: context.shared),
      let features = try Self.features(of: settings, sources, frozen, weights: weights, context)
    else {
      graph = settings.graph
      train = sources.train
      validation = sources.validation
      frozenWeights = []
      return
    }
    graph = frozen.prefix.rest
    (train, validation) = features
    frozenWeights = frozen.prefix.weights(of: weights)
  }

  private static func features(
    of settings: FitSettings, _ sources: FitSources, _ frozen: FrozenFeatures,
    weights: [(name: String, tensor: Tensor)], _ context: RunContext
  ) throws -> (train: FeatureSource, validation: FeatureSource?)? {
    let data = sources.whole?.split ?? sources.train
    guard
      let features = try frozen.source(of: settings.data, "data", data, weights: weights, context)
    else { return nil }
    if let boundary = sources.whole?.boundary {
      return (features.slice(0..<boundary), features.slice(boundary..<data.count))
    }
    guard let watched = settings.validation, let split = sources.validation else {
      return (features, nil)
    }
    guard
      let validation = try frozen.source(
        of: watched, "validation_data", split, weights: weights, context)
    else { return nil }
    return (features, validation)
  }
}

extension FrozenFeatures {
  /// Finds the frozen layers of the model of a fit; nil where they see other pictures in every epoch.
  init?(of settings: FitSettings, in environment: Environment) {
    guard settings.data.outline.augment == nil else { return nil }
    self.init(of: settings.graph, in: environment)
  }
}
