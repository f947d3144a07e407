import Diagnostics
import Engine
import Formats
import Schemas
import Tensors

/// Cases of short trainings: the loss of every batch, gradients, and weights on the way.
enum TrainingCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    var training = try Training(golden)
    var computed: [String: [Double]] = [:]
    let snapshots = try numbers(golden.config["snapshots"])
    let steps = try number(golden.config["steps"])
    var losses: [Double] = []
    for step in 1...steps {
      losses.append(training.step())
      if step == 1 {
        for (name, values) in training.gradients { computed["grad_step1/\(name)"] = values }
      }
      if snapshots.contains(step) {
        for (name, values) in training.weights { computed["step\(step)/\(name)"] = values }
      }
    }
    computed["loss"] = losses
    computed["prediction_first8"] = try training.predictions(8)
    var comparison = try GoldenComparison(golden, computed: computed)
    try compareLosses(losses, golden, &comparison)
    try compareUpdates(computed, golden, &comparison)
    return comparison
  }

  /// Every loss has a tolerance of its own, which is narrow as long as nothing has flipped.
  private static func compareLosses(
    _ losses: [Double], _ golden: GoldenCase, _ comparison: inout GoldenComparison
  ) throws {
    let expected = try golden.array("loss").doubles
    for (step, tolerance) in try golden.array("loss_atol").doubles.enumerated() {
      let error = abs(losses[step] - expected[step])
      comparison.require(
        error <= tolerance,
        "the loss of step \(step + 1) is \(losses[step]), Keras has \(expected[step])")
    }
  }

  /// The error of a weight as a share of how far training has moved it.
  private static func compareUpdates(
    _ computed: [String: [Double]], _ golden: GoldenCase, _ comparison: inout GoldenComparison
  ) throws {
    for (name, tolerance) in golden.tolerances.sorted(by: { $0.key < $1.key }) {
      guard let limit = tolerance.rel_update_tol, let values = computed[name],
        let slash = name.firstIndex(of: "/")
      else { continue }
      let expected = try golden.array(name).doubles
      let first = try golden.array("init\(name[slash...])").doubles
      let error = norm(zip(values, expected).map { $0 - $1 })
      let update = norm(zip(expected, first).map { $0 - $1 })
      comparison.require(
        error <= limit * update,
        "\(name) is off by \(error / update) of its update, tolerated are \(limit)")
    }
  }

  private static func norm(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

/// The training of a case, at some step.
private struct Training {
  private let model: CompiledModel
  private let runner: BatchRunner
  private let optimizer: OptimizerState
  private let feed: BatchFeed
  private let batchSize: Int
  private var done = 0

  init(_ golden: GoldenCase) throws {
    batchSize = try number(golden.config["batch_size"])
    let source = try GoldenBatch(trainingOf: golden)
    let items = try layers(golden).map { try read($0, as: LayerItem.self) }
    var diagnostics: [Diagnostic] = []
    guard let graph = Graph.build(items, inputShape: source.shape, &diagnostics) else {
      throw GoldenError(diagnostics.map(\.message).joined(separator: "; "))
    }
    let weights = try graph.initialWeights(seed: 42).map { name, tensor in
      (name: name, tensor: Tensor(try golden.floats("init/\(name)"), shape: tensor.shape))
    }
    let threads = ThreadPool(threadCount: 1)
    model = try CompiledModel(
      graph, weights: weights, batchCapacity: batchSize, mode: .training, seed: 42,
      threads: threads)
    let compilation = Compilation(
      optimizer: try read(try keras(golden.config["optimizer"]), as: OptimizerCall.self).optimizer,
      loss: try read(try keras(golden.config["loss"]), as: LossCall.self).loss, metrics: [])
    runner = BatchRunner(model, compilation)
    feed = BatchFeed(source, batchCapacity: batchSize, seed: 42, threads: threads)
    optimizer = OptimizerState(compilation.optimizer, for: model, threads: threads)
  }

  /// Trains on the next batch, in order.
  ///
  /// - Returns: The loss of the batch before the step.
  mutating func step() -> Double {
    let first = done * batchSize % feed.source.count
    let indices = (first..<first + batchSize).map(Int32.init)
    let loss = indices.withUnsafeBufferPointer {
      runner.run($0, of: feed, phase: .training(step: done))
    }
    model.backward(count: batchSize, fromLogits: runner.isFromLogits)
    optimizer.step()
    done += 1
    return loss
  }

  /// The outputs for the first examples, in inference.
  func predictions(_ count: Int) throws -> [Double] {
    let indices = (0..<Int32(count)).map { $0 }
    _ = indices.withUnsafeBufferPointer { runner.run($0, of: feed, phase: .inference) }
    return model.output.prefix(count * model.outputShape.count).map(Double.init)
  }

  var weights: [(name: String, values: [Double])] {
    model.parameters.map { ($0.path, $0.value.map(Double.init)) }
  }

  var gradients: [(name: String, values: [Double])] {
    model.parameters.compactMap { parameter in
      parameter.gradient.map { (parameter.path, $0.map(Double.init)) }
    }
  }
}

extension GoldenBatch {
  /// The examples of a training: numbers, or bytes that are scaled to 0…1.
  fileprivate init(trainingOf golden: GoldenCase) throws {
    let isBytes = golden.arrays["x_uint8"] != nil
    let array = try golden.array(isBytes ? "x_uint8" : "x")
    self.init(
      shape: Shape(Array(array.shape.sizes.dropFirst())),
      pixels: isBytes ? array.floats.map { $0 / 255 } : array.floats,
      labels: try golden.array("y_true").labels ?? [])
  }
}

/// A class with its configuration in a list: `["Adam", {}]`.
private func keras(_ pair: JSONValue?) throws -> String {
  guard let pair = pair?.array, let name = pair.first?.string, pair.count == 2 else {
    throw GoldenError("no class with a configuration")
  }
  return keras(name, pair[1])
}

/// The layers of a training as a notebook writes them.
private func layers(_ golden: GoldenCase) throws -> [String] {
  guard let layers = golden.config["layers"]?.array else { throw GoldenError("no layers") }
  return try layers.dropFirst().map { try keras($0) }
}

private func number(_ value: JSONValue?) throws -> Int {
  guard let number = value?.number else { throw GoldenError("no number") }
  return Int(number)
}

private func numbers(_ value: JSONValue?) throws -> [Int] {
  try (value?.array ?? []).map { try number($0) }
}
