import Tensors

/// The weights of an operation with their places: as they are, or with a batch normalization folded in.
struct BoundWeights {
  /// Where the operation reads them.
  private(set) var values: [UnsafeMutablePointer<Float>] = []

  /// Where their gradients go; nil for what has none.
  private(set) var gradients: [UnsafeMutablePointer<Float>?] = []

  /// What makes folded weights.
  private(set) var folded: [FoldedNormalization.Bound] = []

  /// Gives the weights of a node their places.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - index: Its index in the graph.
  ///   - layout: The places.
  ///   - arena: The memory.
  ///   - threads: The threads that fold.
  init(
    _ node: LoweredGraph.Node, _ index: Int, _ layout: BufferLayout,
    _ arena: UnsafeMutablePointer<Float>, _ threads: ThreadPool
  ) {
    func place(_ parameter: ParameterID) -> UnsafeMutablePointer<Float> {
      arena + layout.parameters[parameter.index]
    }
    var made = arena + layout.prepared[index]
    var targets = layout.weightGradients[index][...]
    for weights in node.weights {
      let places = weights.parameters.map(place)
      defer { targets = targets.dropFirst(places.count) }
      guard let normalization = weights.folded else {
        values += places
        gradients += targets.prefix(places.count).map { target in
          target.map { arena + $0.offset }
        }
        continue
      }
      let bound = FoldedNormalization.Bound(
        normalization, into: made, weights: places,
        statistics: normalization.parameters.map(place), threads: threads)
      made += normalization.count
      values += bound.parameters
      gradients += bound.parameters.map { _ in nil }
      folded.append(bound)
    }
  }
}
