import Engine

/// The weights of a model by its layers.
struct LayerNorms {
  /// A layer with the paths of its weights.
  private var layers: [(name: String, paths: Set<String>)] = []

  /// The layers that do not learn.
  private(set) var frozen: Set<String> = []

  /// The layers of a model.
  ///
  /// - Parameters:
  ///   - graph: The model.
  ///   - expandsNested: Whether the layers of whole networks are told apart.
  init(of graph: Graph, expandsNested: Bool) {
    for node in graph.layers { add(node, under: "", isFrozen: false, expandsNested) }
  }

  private mutating func add(
    _ node: Graph.Node, under prefix: String, isFrozen: Bool, _ expandsNested: Bool
  ) {
    let name = prefix + node.name
    let isFrozen = isFrozen || !node.isTrainable
    if expandsNested, let network = node.network {
      for nested in network.layers { add(nested, under: "\(name)/", isFrozen: isFrozen, true) }
      return
    }
    // What is never learned, whatever is frozen, are statistics.
    let statistics = node.network.map(Self.statistics) ?? []
    let weights = node.parameters.filter { spec in
      node.network == nil ? spec.isTrainable : !statistics.contains(spec.name)
    }
    guard !weights.isEmpty else { return }
    layers.append((name, Set(weights.map { "\(name)/\($0.name)" })))
    if isFrozen { frozen.insert(name) }
  }

  /// The statistics among the weights of a network, by their paths in it.
  private static func statistics(of network: Graph) -> Set<String> {
    Set(
      network.layers.flatMap { node in
        node.network.map { statistics(of: $0).map { "\(node.name)/\($0)" } }
          ?? node.parameters.filter { !$0.isTrainable }.map { "\(node.name)/\($0.name)" }
      })
  }

  /// The norm of every layer: the root of the sum of the squares of those of its weights.
  ///
  /// - Parameter norms: The norms of weights over the epochs, by path.
  /// - Returns: The layers that have some, in the order of the model.
  func statistics(of norms: [FitResult.Series]) -> [SeedStatistics] {
    layers.compactMap { name, paths in
      let own = norms.filter { paths.contains($0.name) }
      guard let count = own.map(\.values.count).min() else { return nil }
      let means = (0..<count).map { epoch in
        own.reduce(0) { $0 + $1.values[epoch] * $1.values[epoch] }.squareRoot()
      }
      return SeedStatistics(name: name, means: means, deviations: [])
    }
  }
}
