public import Tensors

/// What stands between examples as a source has them and the input of a model.
public struct InputPreparation: Sendable {
  /// What is done to every example, in every phase; nil for nothing.
  public let map: Graph?

  /// What is done to training batches, at random; nil for nothing.
  public let augment: Graph?

  /// Goes before the names of layers that augment, so that they share no random number with the
  /// layers of a model.
  private static let prefix = "augment/"

  /// A preparation.
  ///
  /// - Parameters:
  ///   - map: A chain of layers that are the same in every phase.
  ///   - augment: A chain of layers that keeps the shape of what `map` makes.
  public init(map: Graph? = nil, augment: Graph? = nil) {
    if let augment {
      precondition(
        augment.outputShape == augment.inputShape,
        "augmenting makes \(augment.outputShape) of \(augment.inputShape)")
    }
    self.map = map
    self.augment = augment.map { graph in
      var graph = graph
      for index in graph.nodes.indices {
        graph.nodes[index].name = Self.prefix + graph.nodes[index].name
      }
      return graph
    }
  }

  /// The same preparation with other augmentation.
  public func augmented(by augment: Graph?) -> Self { Self(map: map, augment: augment) }

  /// Returns the example that a preparation makes of one of a source, as several epochs see it.
  ///
  /// - Parameters:
  ///   - source: The source; its own preparation is what counts.
  ///   - example: The example.
  ///   - epochs: The epochs, counted from the first of the model's whole history.
  ///   - seed: The seed.
  ///   - threads: The threads.
  /// - Returns: A tensor `[H, W, C]` for every epoch.
  public static func variants(
    of source: any BatchSource, example: Int, epochs: Range<Int>, seed: UInt64, threads: ThreadPool
  ) -> [Tensor] {
    let feed = BatchFeed(source, batchCapacity: 1, seed: seed, threads: threads)
    let labels = UnsafeMutableBufferPointer<Int32>.allocate(capacity: 1)
    defer { labels.deallocate() }
    return epochs.map { epoch in
      Tensor(shape: source.inputShape) { elements in
        withUnsafePointer(to: Int32(example)) { index in
          feed.fill(
            UnsafeBufferPointer(start: index, count: 1), inputs: elements, labels: labels,
            epoch: epoch)
        }
      }
    }
  }
}
