package import Tensors

/// Brings examples of a source to the input of a model, prepared; its buffers are made once.
package final class BatchFeed {
  package let source: any BatchSource
  private let map: CompiledModel?
  private let augment: CompiledModel?
  private let threads: ThreadPool

  /// Examples that a thread copies at a time.
  private static let exampleTile = 8

  /// A feed of batches of a source.
  ///
  /// - Parameters:
  ///   - source: The examples with their preparation.
  ///   - batchCapacity: The most examples of a batch.
  ///   - seed: The seed of random layers.
  ///   - threads: The threads.
  package init(
    _ source: any BatchSource, batchCapacity: Int, seed: UInt64, threads: ThreadPool
  ) {
    func compiled(_ graph: Graph?) -> CompiledModel? {
      guard let graph else { return nil }
      do {
        return try CompiledModel(
          graph, weights: graph.initialWeights(seed: seed), batchCapacity: batchCapacity,
          mode: .inference, seed: seed, threads: threads)
      } catch {
        preconditionFailure("a graph does not take its own weights: \(error)")
      }
    }
    self.source = source
    self.threads = threads
    map = compiled(source.preparation.map)
    augment = compiled(source.preparation.augment)
  }

  /// Writes some examples and their labels.
  ///
  /// - Parameters:
  ///   - indices: Which examples.
  ///   - inputs: Takes the examples, one after the other.
  ///   - labels: Takes a class index for every example.
  ///   - epoch: The epoch that a training batch belongs to, counted from the first of the model's
  ///     whole history; nil outside training, where nothing is random.
  package func fill(
    _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>, epoch: Int?
  ) {
    let augment = epoch == nil ? nil : self.augment
    copy(indices, to: map?.input ?? augment?.input ?? inputs, labels)
    if let map {
      map.forward(count: indices.count, phase: .inference)
      copy(from: map, count: indices.count, to: augment?.input ?? inputs)
    }
    if let augment, let epoch {
      augment.setExampleNumbers(indices)
      augment.forward(count: indices.count, phase: .training(step: epoch))
      copy(from: augment, count: indices.count, to: inputs)
    }
  }

  private func copy(
    _ indices: UnsafeBufferPointer<Int32>, to inputs: UnsafeMutableBufferPointer<Float>,
    _ labels: UnsafeMutableBufferPointer<Int32>
  ) {
    threads.run(
      elements: indices.count, by: Self.exampleTile, with: (source, indices, inputs, labels)
    ) { context, examples in
      let (source, indices, inputs, labels) = context
      let size = source.shape.count
      source.fill(
        UnsafeBufferPointer(rebasing: indices[examples]),
        inputs: UnsafeMutableBufferPointer(
          rebasing: inputs[examples.lowerBound * size..<examples.upperBound * size]),
        labels: UnsafeMutableBufferPointer(rebasing: labels[examples]))
    }
  }

  private func copy(
    from model: CompiledModel, count: Int, to inputs: UnsafeMutableBufferPointer<Float>
  ) {
    guard let from = model.output.baseAddress, let to = inputs.baseAddress else { return }
    to.update(from: from, count: count * model.outputShape.count)
  }
}
