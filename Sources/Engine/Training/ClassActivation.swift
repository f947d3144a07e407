public import Tensors

/// Finds where in a picture a layer sees what speaks for a class: gradient-weighted class activation mapping.
///
/// Every channel of the layer's output counts by the mean of the gradients of the class's score by its
/// numbers, and what speaks against the class is left out: `max(0, Σ_k α_k · A_k)`,
/// `α_k = 1/(H·W) · Σ_ij ∂y/∂A_ijk`. The score is what goes into a final softmax or sigmoid. Of a single
/// output it speaks for class 1, and its opposite for class 0.
///
/// - Source: R. Selvaraju et al., “Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
///   Localization”, ICCV 2017.
public final class ClassActivation {
  /// What was found in one picture.
  public struct Map: Sendable {
    /// How much speaks for the class, row by row; not negative.
    public var values: [Double]

    /// The class that it speaks for.
    public var target: Int

    /// The class that the model takes the picture for.
    public var predicted: Int

    /// What the model put out.
    public var outputs: [Float]

    /// The true class.
    public var label: Int
  }

  /// The rows and columns of a map.
  public let size: (rows: Int, columns: Int)

  private let front: CompiledModel
  private let rest: CompiledModel
  private let batchCapacity: Int
  private let threads: ThreadPool
  private let areLogits: Bool

  /// Prepares a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - place: The layer whose output is looked at; a spatial one in front of the output.
  ///   - weights: The values of all weights, by path.
  ///   - areLogits: Whether the outputs are logits, of which 0 is as good as a half.
  ///   - batchCapacity: The most pictures of one pass.
  ///   - threads: The threads.
  ///   - numerics: The arithmetic of products.
  /// - Throws: `WeightError` where a weight is missing or has another shape.
  public init(
    of model: Graph, at place: LayerPlace, weights: [(name: String, tensor: Tensor)],
    areLogits: Bool, batchCapacity: Int, threads: ThreadPool, numerics: Numerics = .standard
  ) throws(WeightError) {
    precondition(place.isSpatial, "the output of '\(place.name)' is \(place.shape)")
    size = (place.shape[0], place.shape[1])
    self.areLogits = areLogits
    self.batchCapacity = batchCapacity
    self.threads = threads
    front = try CompiledModel(
      model.upTo(place), weights: weights, batchCapacity: batchCapacity, mode: .inference, seed: 0,
      threads: threads, numerics: numerics)
    let (graph, outputs) = LoweredGraph.lowering(model.atRest)
    rest = try CompiledModel(
      lowered: graph.behind(outputs[place.index]), weights: weights, batchCapacity: batchCapacity,
      mode: .training, wantsInputGradients: true, seed: 0, threads: threads, numerics: numerics)
  }

  /// Looks at the first pictures of a source.
  ///
  /// - Parameters:
  ///   - source: The pictures.
  ///   - count: How many of them.
  ///   - target: The class to look for; nil for the one that the model takes each picture for.
  ///   - isCancelled: Asked before every pass.
  /// - Returns: A map for every picture.
  /// - Throws: `TrainingError.interrupted` where it was asked to stop.
  public func maps(
    of source: any BatchSource, count: Int, for target: Int?, isCancelled: () -> Bool
  ) throws(TrainingError) -> [Map] {
    let feed = BatchFeed(source, batchCapacity: batchCapacity, seed: 0, threads: threads)
    var labels = [Int32](repeating: 0, count: batchCapacity)
    let order = Array(0..<Int32(min(count, source.count)))
    var maps: [Map] = []
    for first in stride(from: 0, to: order.count, by: batchCapacity) {
      if isCancelled() { throw TrainingError.interrupted }
      let wanted = order[first..<min(first + batchCapacity, order.count)]
      wanted.withUnsafeBufferPointer { wanted in
        labels.withUnsafeMutableBufferPointer { labels in
          feed.fill(wanted, inputs: front.input, labels: labels, epoch: nil)
        }
      }
      maps += look(at: labels.prefix(wanted.count).map { Int($0) }, for: target)
    }
    return maps
  }

  /// Looks at the pictures that lie at the input.
  private func look(at labels: [Int], for target: Int?) -> [Map] {
    let count = labels.count
    let pictureCount = count * rest.inputShape.count
    _ = rest.input(0).update(from: front.input.prefix(pictureCount))
    front.forward(count: count, phase: .inference)
    let size = front.outputShape.count
    _ = rest.input(1).update(from: front.output.prefix(count * size))
    // Nothing is random in it: every layer is at rest.
    rest.forward(count: count, phase: .training(step: 0))
    let width = rest.outputShape.count
    let outputs = (0..<count).map { Array(rest.output[($0 * width)..<(($0 + 1) * width)]) }
    let predicted = outputs.map(answer)
    let targets = predicted.map { target ?? $0 }
    for example in 0..<count {
      for column in 0..<width {
        rest.outputGradient[example * width + column] =
          width > 1
          ? (column == targets[example] ? 1 : 0) : (targets[example] == 0 ? -1 : 1)
      }
    }
    rest.backward(count: count, fromLogits: rest.finalActivation != nil)
    guard let gradient = rest.inputGradient(1) else {
      preconditionFailure("a model compiled with the gradients of its inputs has none")
    }
    let activation = rest.input(1)
    return (0..<count).map { example in
      let range = example * size..<(example + 1) * size
      return Map(
        values: Self.map(
          UnsafeBufferPointer(rebasing: activation[range]),
          UnsafeBufferPointer(rebasing: gradient[range]), channels: front.outputShape[2]),
        target: targets[example], predicted: predicted[example], outputs: outputs[example],
        label: labels[example])
    }
  }

  private func answer(_ outputs: [Float]) -> Int {
    guard outputs.count > 1 else { return outputs[0] > (areLogits ? 0 : 0.5) ? 1 : 0 }
    return outputs.indices.reduce(0) { outputs[$1] > outputs[$0] ? $1 : $0 }
  }

  /// The channels by their weights, what is positive of their sum.
  private static func map(
    _ activation: UnsafeBufferPointer<Float>, _ gradient: UnsafeBufferPointer<Float>, channels: Int
  ) -> [Double] {
    let places = activation.count / channels
    var weights = [Double](repeating: 0, count: channels)
    for place in 0..<places {
      for channel in 0..<channels {
        weights[channel] += Double(gradient[place * channels + channel])
      }
    }
    return (0..<places).map { place in
      let sum = (0..<channels).reduce(0.0) {
        $0 + weights[$1] / Double(places) * Double(activation[place * channels + $1])
      }
      return max(0, sum)
    }
  }
}
