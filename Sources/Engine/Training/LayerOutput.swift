public import Tensors

/// What a layer makes of single pictures.
public enum LayerOutput {
  /// Runs a model up to a layer.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - place: The layer.
  ///   - weights: The values of all weights, by path.
  ///   - source: The pictures.
  ///   - example: Which of them.
  ///   - threads: The threads.
  ///   - numerics: The arithmetic of products.
  /// - Returns: The output of the layer, and the true class of the picture.
  /// - Throws: `WeightError` where a weight is missing or has another shape.
  public static func of(
    _ model: Graph, at place: LayerPlace, weights: [(name: String, tensor: Tensor)],
    source: any BatchSource, example: Int, threads: ThreadPool, numerics: Numerics = .standard
  ) throws(WeightError) -> (output: Tensor, label: Int) {
    let front = try CompiledModel(
      model.upTo(place), weights: weights, batchCapacity: 1, mode: .inference, seed: 0,
      threads: threads, numerics: numerics)
    let feed = BatchFeed(source, batchCapacity: 1, seed: 0, threads: threads)
    var label: [Int32] = [0]
    label.withUnsafeMutableBufferPointer { label in
      withUnsafePointer(to: Int32(example)) { index in
        feed.fill(
          UnsafeBufferPointer(start: index, count: 1), inputs: front.input, labels: label,
          epoch: nil)
      }
    }
    front.forward(count: 1, phase: .inference)
    let output = Tensor(shape: front.outputShape) { elements in
      _ = elements.update(from: front.output.prefix(front.outputShape.count))
    }
    return (output, Int(label[0]))
  }
}
