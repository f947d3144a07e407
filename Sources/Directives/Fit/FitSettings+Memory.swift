import Engine
import Execution

extension FitSettings {
  /// About how much memory a training takes at most.
  ///
  /// - Parameters:
  ///   - environment: What the directives share.
  ///   - threadCount: The threads, each with its scratch.
  /// - Returns: The memory.
  func memory(in environment: Environment, threadCount: Int) -> WorkMemory {
    func learning(_ graph: Graph) -> Int {
      environment.byteCount(
        of: graph, batchSize: batchSize, optimizer: compilation.optimizer, threadCount: threadCount)
    }
    func watching(_ graph: Graph) -> Int {
      guard watches else { return 0 }
      return environment.byteCount(of: graph, batchSize: batchSize, threadCount: threadCount)
    }
    var networks = learning(graph) + watching(graph)
    if let frozen = FrozenFeatures(of: graph, in: environment),
      let unchanging = FitSources.unchanging(in: self)
    {
      let count = unchanging.reduce(0) { $0 + ($1.data.count ?? 0) }
      let user =
        learning(data.outline.augment == nil ? frozen.prefix.rest : graph)
        + watching(frozen.prefix.rest)
      networks = max(networks, frozen.byteCount(toUseFor: count, besides: user, threadCount))
    }
    let feeds =
      data.feedByteCount(
        batchSize: batchSize, environment, threadCount: threadCount, isTraining: true)
      + (watches
        ? (validation ?? data).feedByteCount(
          batchSize: batchSize, environment, threadCount: threadCount) : 0)
    var memory = data.outline.recipe.memory(
      ofWorkNeeding: networks + feeds + stateByteCount(environment))
    if let validation {
      let other = validation.outline.recipe.memory()
      memory.byteCount = max(memory.byteCount, other.byteCount)
      memory.kept.merge(other.kept) { max($0, $1) }
    }
    return memory
  }

  private var watches: Bool { validation != nil || validationSplit != nil }

  /// What a training has in its hands at the end of an epoch, beside its networks: the weights that it
  /// began with; the weights and what the optimizer remembers, as they are, as the bytes of a checkpoint,
  /// and one of them once more as what is in the cache already; the best weights, twice.
  private func stateByteCount(_ environment: Environment) -> Int {
    let needs = ModelPlan(
      graph, batchSize: 1, numerics: environment.numerics, optimizer: compilation.optimizer
    ).memory
    return 5 * needs.weights + 2 * needs.optimizer + max(needs.weights, needs.optimizer)
  }
}
