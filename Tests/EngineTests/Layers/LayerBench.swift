import Diagnostics
import Engine
import Schemas
import Tensors

/// Reads a layer as a notebook would have it.
func readLayer(_ text: String) throws -> any Layer {
  let mapped = MappedText(text, file: SourceFile(path: "layer", text: text), at: 0)
  var diagnostics: [Diagnostic] = []
  let raw = RawValue(.text(mapped, .plain), at: mapped.span)
  guard let layer = LayerItem.read(raw, &diagnostics)?.layer else {
    throw LayerReadingError(messages: diagnostics.map(\.message))
  }
  return layer
}

struct LayerReadingError: Error { var messages: [String] }

/// A layer on made-up inputs, weights and gradients of its output.
struct LayerBench {
  private let model: CompiledModel
  private let count: Int
  private let inputs: [[Float]]
  private let weights: [(name: String, tensor: Tensor)]
  private let outputGradient: [Float]
  /// A quarter of the least distance of inputs.
  private let step: Float

  init(
    _ example: LayerExamples.Example, count: Int = 2, capacity: Int = 2, threadCount: Int = 1
  ) throws {
    let layer = try readLayer(example.text)
    self.count = count
    let random = Random(seed: 7)
    var numbers = Self.distinctNumbers(
      count * example.inputs.reduce(0) { $0 + $1.count }, random)[...]
    step = 1 / Float(max(numbers.count, 64))
    inputs = example.inputs.map { shape in
      defer { numbers = numbers.dropFirst(count * shape.count) }
      return Array(numbers.prefix(count * shape.count))
    }
    weights = layer.parameters(for: example.inputs).map { spec in
      let purpose = Random.Purpose("weight/\(spec.name)")
      let tensor = Tensor(shape: spec.shape) { elements in
        for index in elements.indices {
          // Away from 0: a variance must be positive, a scale must not hide an error.
          elements[index] = 0.3 + 0.7 * random.uniform(purpose, at: index)
        }
      }
      return (spec.name, tensor)
    }
    model = try CompiledModel(
      layer: layer, inputShapes: example.inputs, weights: weights, batchCapacity: capacity,
      seed: 42, threads: ThreadPool(threadCount: threadCount))
    let outputCount = count * (try layer.outputShape(for: example.inputs)).count
    outputGradient = (0..<outputCount).map {
      2 * random.uniform(Random.Purpose("gradient"), at: $0) - 1
    }
  }

  /// Numbers within ±2 in random order, no two of them near each other and none near 0, so that a
  /// small step crosses no kink and changes no winner.
  private static func distinctNumbers(_ count: Int, _ random: Random) -> [Float] {
    random.permutation(count, Random.Purpose("inputs")).map {
      (Float($0) + 0.5) / Float(count) * 4 - 2
    }
  }

  /// Leaves other numbers in all buffers.
  func fillWithNoise() {
    for index in inputs.indices {
      let input = model.input(index)
      for position in input.indices { input[position] = 3 - Float(position % 7) }
    }
    model.forward(count: model.batchCapacity, phase: .training(step: 1))
    let gradient = model.outputGradient
    for position in gradient.indices { gradient[position] = Float(position % 5) - 2 }
    model.backward(count: model.batchCapacity, fromLogits: false)
  }

  private func forward(_ phase: Phase) {
    try? model.setWeights(weights)
    for (index, numbers) in inputs.enumerated() { _ = model.input(index).update(from: numbers) }
    model.forward(count: count, phase: phase)
  }

  private func backward() {
    _ = model.outputGradient.update(from: outputGradient)
    model.backward(count: count, fromLogits: false)
  }

  /// All numbers that come out, to the bit.
  func everything(_ phase: Phase) -> [[UInt32]] {
    forward(phase)
    let output = model.output.prefix(outputGradient.count).map(\.bitPattern)
    backward()
    let gradients = inputs.indices.map { index in
      model.inputGradient(index)?.prefix(inputs[index].count).map(\.bitPattern) ?? []
    }
    return [output] + gradients
      + model.parameters.map { ($0.gradient ?? $0.value).map(\.bitPattern) }
  }

  /// The output weighted by its gradient and summed in Float64: what is differentiated.
  private func weightedSum(_ phase: Phase) -> Double {
    model.forward(count: count, phase: phase)
    return zip(model.output, outputGradient).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// How far the weighted sum may be off because outputs are rounded to Float32, a few units in the
  /// last place each.
  private func rounding(_ phase: Phase) -> Double {
    model.forward(count: count, phase: phase)
    let squares = zip(model.output, outputGradient).reduce(0) { sum, pair in
      sum + Double(pair.0 * pair.1) * Double(pair.0 * pair.1)
    }
    return 4 * Double(Float.ulpOfOne) * squares.squareRoot()
  }

  /// Says where gradients differ from central differences.
  func gradientFailures(_ phase: Phase) -> [String] {
    forward(phase)
    backward()
    let inputGradients = inputs.indices.map { index in
      model.inputGradient(index).map { Array($0.prefix(inputs[index].count)) }
    }
    let weightGradients = model.parameters.map { $0.gradient.map(Array.init) }
    var failures: [String] = []
    for (index, gradient) in inputGradients.enumerated() {
      guard let gradient else { continue }
      failures += compare(gradient, model.input(index), "input \(index)", phase)
    }
    for (parameter, gradient) in zip(model.parameters, weightGradients) {
      guard let gradient else { continue }
      failures += compare(gradient, parameter.value, parameter.path, phase)
    }
    return failures
  }

  private func compare(
    _ gradient: [Float], _ numbers: UnsafeMutableBufferPointer<Float>, _ name: String,
    _ phase: Phase
  ) -> [String] {
    var differences: [Double] = []
    for index in gradient.indices {
      let before = numbers[index]
      numbers[index] = before + step
      let high = weightedSum(phase)
      let distance = Double(numbers[index])
      numbers[index] = before - step
      let low = weightedSum(phase)
      differences.append((high - low) / (distance - Double(numbers[index])))
      numbers[index] = before
    }
    let scale = max(differences.map(abs).max() ?? 0, 1e-2)
    let tolerance = 5e-3 * scale + rounding(phase) / Double(step)
    return gradient.indices.filter { abs(Double(gradient[$0]) - differences[$0]) > tolerance }
      .prefix(2).map {
        "the gradient of \(name)[\($0)] is \(gradient[$0]), differences say \(differences[$0])"
      }
  }
}
