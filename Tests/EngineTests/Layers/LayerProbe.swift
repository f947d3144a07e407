import Engine
import Tensors

/// One layer on numbers that a test gives.
struct LayerProbe {
  let model: CompiledModel
  private let count: Int

  /// A layer on a batch.
  ///
  /// - Parameters:
  ///   - text: The layer as a notebook writes it.
  ///   - inputs: The shape of one example of every input.
  ///   - weights: The weights by their variables; those that are not given begin as they do.
  ///   - count: How many examples the batch has.
  ///   - seed: The seed of a random layer.
  /// - Throws: `LayerReadingError`, `ShapeError` or `WeightError`.
  init(
    _ text: String, _ inputs: Shape..., weights: [String: [Float]] = [:], count: Int = 1,
    seed: UInt64 = 42
  ) throws {
    let layer = try readLayer(text)
    _ = try layer.outputShape(for: inputs)
    self.count = count
    let values = layer.parameters(for: inputs).map { spec in
      let first = spec.initializer.value(
        shape: spec.shape, path: spec.name, random: Random(seed: seed))
      return (spec.name, weights[spec.name].map { Tensor($0, shape: spec.shape) } ?? first)
    }
    model = try CompiledModel(
      layer: layer, inputShapes: inputs, weights: values, batchCapacity: count, seed: seed,
      threads: ThreadPool(threadCount: 1))
  }

  /// What comes out of some inputs.
  func output(_ inputs: [Float]..., phase: Phase = .inference) -> [Float] {
    for (index, numbers) in inputs.enumerated() { _ = model.input(index).update(from: numbers) }
    model.forward(count: count, phase: phase)
    return Array(model.output)
  }

  /// The gradients of the inputs of the last pass.
  func gradients(_ outputGradient: [Float]) -> [[Float]] {
    _ = model.outputGradient.update(from: outputGradient)
    model.backward(count: count, fromLogits: false)
    var gradients: [[Float]] = []
    while gradients.count < 64, let gradient = inputGradient(gradients.count) {
      gradients.append(gradient)
    }
    return gradients
  }

  private func inputGradient(_ index: Int) -> [Float]? {
    index < model.inputCount ? model.inputGradient(index).map(Array.init) : nil
  }

  /// The gradient of a weight after `gradients`.
  func gradient(of weight: String) -> [Float] {
    model.parameters.first { $0.path == weight }?.gradient.map(Array.init) ?? []
  }
}

/// Whether numbers are as near as Float32 allows.
func isNear(_ numbers: [Float], _ expected: [Float], within tolerance: Float = 1e-6) -> Bool {
  numbers.count == expected.count
    && zip(numbers, expected).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
}
