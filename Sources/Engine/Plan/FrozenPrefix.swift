import CKernels
public import Tensors

/// The first layers of a model where they make the same of an example in every pass, and the others.
///
/// They are frozen, normalize by fixed statistics and know no chance, so what they make of a dataset can
/// be computed once and read again in every epoch and by every training. The model is cut where a single
/// value goes from the first layers to the others, as far along as there is such a place. It is not cut
/// between layers that a plan computes in one operation: both parts become the operations that they are
/// in the whole model, which is why the bits are the same.
public struct FrozenPrefix: Sendable {
  /// The first layers.
  public let layers: Graph

  /// The other layers, whose input is what the first ones make.
  public let rest: Graph

  /// Multiplications for every number that is kept, below which it is not worth keeping: to read a
  /// number from a disk and compare its digest takes as long as about so many.
  private static let leastWork = 64

  /// Examples of one pass.
  public static let batchSize = 32

  /// Cuts a model; nil where nothing is frozen, or too little to be worth it.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - numerics: The arithmetic of products; there is no cut for `openblas`, whose bits depend on the
  ///     size of batches.
  public init?(of model: Graph, numerics: Numerics) {
    self.init(of: model, numerics: numerics, leastWork: Self.leastWork)
  }

  /// Cuts a model where at least so many multiplications stand for a number that is kept.
  package init?(of model: Graph, numerics: Numerics, leastWork: Int) {
    guard case .portable = numerics, model.trainableParameterCount > 0 else { return nil }
    let model = model.flattened
    let lowered = LoweredGraph(model)
    let places = Self.places(of: model, lowered)
    let plans = [true, false].map {
      KernelSelection.selecting(for: numerics, isTraining: $0, lowered)
    }
    let isFrozen = Self.frozenNodes(of: model, lowered, places)
    for cut in model.nodes.indices.dropLast().reversed() where isFrozen[cut] {
      let first = Self.nodes(behind: cut, of: model)
      let isApart = plans.allSatisfy { plan in
        plan.nodes.allSatisfy { node in
          Set(node.sources.map { places[$0].map(first.contains) ?? false }).count == 1
        }
      }
      guard isApart, let parts = Self.parts(of: model, first, cut: cut) else { continue }
      (layers, rest) = parts
      guard rest.trainableParameterCount > 0, multiplications >= leastWork * rest.inputShape.count
      else { return nil }
      return
    }
    return nil
  }

  /// The nodes of the layers whose work operations are, by the names of those layers.
  private static func places(of model: Graph, _ lowered: LoweredGraph) -> [String: Int] {
    var places: [String: Int] = [:]
    for source in Set(lowered.nodes.flatMap(\.sources)) {
      // What belongs to a network that stayed whole has its name in front.
      places[source] =
        model.nodes.firstIndex { $0.name == source }
        ?? model.nodes.firstIndex { source.hasPrefix("\($0.name)/") }
    }
    return places
  }

  /// Which layers make the same of an example in every pass, with all that is in front of them.
  private static func frozenNodes(
    of model: Graph, _ lowered: LoweredGraph, _ places: [String: Int]
  ) -> [Bool] {
    var isFrozen = model.nodes.map { _ in true }
    for node in lowered.nodes {
      let learns = node.parameters.contains { lowered.parameters[$0.index].isTrainable }
      guard learns || !node.operation.isSameInEveryPass else { continue }
      for source in node.sources {
        if let place = places[source] { isFrozen[place] = false }
      }
    }
    for (index, node) in model.nodes.enumerated() {
      let comesFromFrozen = node.inputs.allSatisfy { input in input.map { isFrozen[$0] } ?? true }
      if !comesFromFrozen { isFrozen[index] = false }
    }
    return isFrozen
  }

  /// A node and all that it is computed from.
  private static func nodes(behind last: Int, of model: Graph) -> Set<Int> {
    var found: Set<Int> = [last]
    for index in (0...last).reversed() where found.contains(index) {
      found.formUnion(model.nodes[index].inputs.compactMap { $0 })
    }
    return found
  }

  /// Takes the model apart; nil where more than the cut's value goes from one part to the other.
  private static func parts(
    of model: Graph, _ first: Set<Int>, cut: Int
  ) -> (layers: Graph, rest: Graph)? {
    var layers: [Graph.Node] = []
    var rest: [Graph.Node] = []
    var place: [Int: Int] = [:]
    for (index, node) in model.nodes.enumerated() {
      let isFirst = first.contains(index)
      var node = node
      let isReadable = node.inputs.allSatisfy { input in
        isFirst || input == cut || input.map { !first.contains($0) } ?? false
      }
      guard isReadable else { return nil }
      if let shared = node.shares {
        // The weights of a layer belong to one of the parts.
        guard first.contains(shared) == isFirst else { return nil }
        node.shares = place[shared]
      }
      node.inputs = node.inputs.map { input in
        !isFirst && input == cut ? nil : input.flatMap { place[$0] }
      }
      place[index] = isFirst ? layers.count : rest.count
      if isFirst {
        // What can be learned of it does not count: it is not.
        node.isTrainable = false
        layers.append(node)
      } else {
        rest.append(node)
      }
    }
    return (
      Graph(inputShape: model.inputShape, nodes: layers),
      Graph(inputShape: model.nodes[cut].outputShape, nodes: rest)
    )
  }

  /// The multiplications for an example, near enough.
  private var multiplications: Int {
    layers.nodes.reduce(0) { sum, node in
      let positions = node.outputShape.count / max(node.outputShape.sizes.last ?? 1, 1)
      let kernels = node.parameters.filter { $0.shape.rank > 1 }
      return sum + positions * kernels.reduce(0) { $0 + $1.shape.count }
    }
  }

  /// The weights of the first layers, out of those of the model, in the order of the layers.
  public func weights(
    of weights: [(name: String, tensor: Tensor)]
  ) -> [(name: String, tensor: Tensor)] {
    let byName = Dictionary(weights.map { ($0.name, $0.tensor) }, uniquingKeysWith: { $1 })
    return layers.nodes.flatMap { node in
      node.parameters.compactMap { spec in
        let path = "\(node.name)/\(spec.name)"
        return byName[path].map { (path, $0) }
      }
    }
  }

  /// Computes what the first layers make of examples, one after the other.
  ///
  /// - Parameters:
  ///   - source: The examples.
  ///   - weights: The weights of the model.
  ///   - threads: The threads.
  ///   - numerics: The arithmetic of products.
  ///   - isCancelled: Asked before every batch.
  ///   - visit: Takes the numbers of some examples.
  /// - Returns: False where a number is not finite; then it is left to the whole model to say so.
  /// - Throws: `TrainingError.interrupted` where it was asked to stop; what `visit` throws.
  public func run(
    over source: any BatchSource, weights: [(name: String, tensor: Tensor)], threads: ThreadPool,
    numerics: Numerics, isCancelled: () -> Bool,
    visit: (UnsafeBufferPointer<Float>) throws -> Void
  ) throws -> Bool {
    let model = try CompiledModel(
      layers, weights: weights, batchCapacity: Self.batchSize, mode: .inference, seed: 0,
      threads: threads, numerics: numerics)
    let feed = BatchFeed(source, batchCapacity: Self.batchSize, seed: 0, threads: threads)
    var labels = [Int32](repeating: 0, count: Self.batchSize)
    let order = Array(0..<Int32(source.count))
    for first in stride(from: 0, to: source.count, by: Self.batchSize) {
      if isCancelled() { throw TrainingError.interrupted }
      let wanted = order[first..<min(first + Self.batchSize, source.count)]
      order.withUnsafeBufferPointer { order in
        source.willFill(order.batch(after: wanted.endIndex, Self.batchSize))
      }
      wanted.withUnsafeBufferPointer { wanted in
        labels.withUnsafeMutableBufferPointer { labels in
          feed.fill(wanted, inputs: model.input, labels: labels, epoch: nil)
        }
      }
      model.forward(count: wanted.count, phase: .inference)
      let numbers = UnsafeBufferPointer(
        rebasing: model.output[..<(wanted.count * rest.inputShape.count)])
      guard let start = numbers.baseAddress,
        kk_first_non_finite(start, numbers.count) == numbers.count
      else { return false }
      try visit(numbers)
    }
    return true
  }
}

extension Operation {
  /// Whether what it makes of an example is a function of it and of the weights alone, in training too,
  /// and nothing else is left behind.
  fileprivate var isSameInEveryPass: Bool {
    switch self {
    case let normalization as BatchNormalizationOperation: normalization.isFrozen
    case let random as RandomImageOperation: random.isStill
    // It adds to the loss.
    case is ActivityPenaltyOperation: false
    default: !(self is any PhasedOperation)
    }
  }
}
