import Engine
import Tensors
import Testing

/// One layer on drawn numbers, run in every way that must not change a bit.
struct ReferenceBench {
  /// Examples of the batch, and how many it could have.
  let count: Int
  let capacity: Int
  let inputs: [[Float]]
  let outputGradient: [Float]
  private(set) var weights: [String: [Float]] = [:]

  private let text: String
  private let shapes: [Shape]
  private let layer: any Layer
  private let tensors: [(name: String, tensor: Tensor)]

  /// A layer on a batch.
  ///
  /// - Parameters:
  ///   - text: The layer as a notebook writes it.
  ///   - shapes: The shape of one example of every input.
  ///   - draw: The numbers of inputs, weights and gradients.
  ///   - count: Examples of the batch.
  ///   - capacity: The most examples of a batch.
  /// - Throws: `LayerReadingError` or `ShapeError`.
  init(_ text: String, _ shapes: [Shape], _ draw: DrawnNumbers, count: Int, capacity: Int) throws {
    self.text = text
    self.shapes = shapes
    self.count = count
    self.capacity = capacity
    layer = try readLayer(text)
    inputs = shapes.enumerated().map { draw.floats(count * $1.count, "input \($0)") }
    outputGradient = draw.floats(count * (try layer.outputShape(for: shapes)).count, "gradient")
    tensors = layer.parameters(for: shapes).map { spec in
      // A variance must be positive.
      let numbers = draw.floats(spec.shape.count, spec.name)
        .map { spec.name.hasSuffix("variance") ? abs($0) + 0.25 : $0 }
      return (spec.name, Tensor(numbers, shape: spec.shape))
    }
    for (name, tensor) in tensors { weights[name] = tensor.elements }
  }

  /// What a pass forward and one backward leave; what is nil is not looked at.
  struct Result {
    var output: [Float]?
    var inputGradients: [[Float]] = []
    /// The gradients of weights that learn, and the values of those that do not.
    var weights: [String: [Float]] = [:]
  }

  /// The threads that every case runs on.
  static let pools = [1, 2, 3].map { ThreadPool(threadCount: $0) }

  /// Expects the bits of a result on every instruction set and any number of threads.
  func expect(_ expected: Result, phase: Phase = .training(step: 3)) throws {
    for instructions in InstructionSet.allCases where instructions.isAvailable {
      for pool in Self.pools {
        let result = try run(.portable(instructions), pool, phase)
        let place =
          "\(text) on \(shapes), \(count) of \(capacity), \(instructions), "
          + "\(pool.threadCount) threads"
        if let output = expected.output {
          expectSameBits(result.output ?? [], output, "the output of \(place)")
        }
        for (index, gradient) in expected.inputGradients.enumerated() {
          expectSameBits(result.inputGradients[index], gradient, "gradient \(index) of \(place)")
        }
        for (name, numbers) in expected.weights.sorted(by: { $0.key < $1.key }) {
          expectSameBits(result.weights[name] ?? [], numbers, "\(name) of \(place)")
        }
      }
    }
  }

  private func run(_ numerics: Numerics, _ threads: ThreadPool, _ phase: Phase) throws -> Result {
    let model = try CompiledModel(
      layer: layer, inputShapes: shapes, weights: tensors, batchCapacity: capacity, seed: 42,
      threads: threads, numerics: numerics)
    for (index, numbers) in inputs.enumerated() { _ = model.input(index).update(from: numbers) }
    model.forward(count: count, phase: phase)
    var result = Result()
    result.output = Array(model.output.prefix(outputGradient.count))
    _ = model.outputGradient.update(from: outputGradient)
    model.backward(count: count, fromLogits: false)
    result.inputGradients = inputs.indices.map { index in
      model.inputGradient(index).map { Array($0.prefix(inputs[index].count)) } ?? []
    }
    for parameter in model.parameters {
      result.weights[parameter.path] = Array(parameter.gradient ?? parameter.value)
    }
    return result
  }
}

/// Expects the same numbers to the bit, and shows the first that differs.
func expectSameBits(
  _ numbers: [Float], _ expected: [Float], _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard numbers.map(\.bitPattern) != expected.map(\.bitPattern) else { return }
  let place = zip(numbers, expected).enumerated()
    .first { $1.0.bitPattern != $1.1.bitPattern }
  let found = place.map { "number \($0.offset) is \($0.element.0), not \($0.element.1)" }
  Issue.record(
    "\(what): \(found ?? "\(numbers.count) numbers, not \(expected.count)")",
    sourceLocation: sourceLocation)
}
