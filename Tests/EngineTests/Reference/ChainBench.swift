import Engine
import Tensors
import Testing

/// A chain of layers on drawn numbers, run in every way that must not change a bit.
struct ChainBench {
  /// Examples of the batch, and how many it could have.
  let count: Int
  let capacity: Int
  let inputs: [Float]
  let outputGradient: [Float]
  private(set) var weights: [String: [Float]] = [:]

  private let layers: [String]
  private let graph: Graph
  private let tensors: [(name: String, tensor: Tensor)]

  /// Layers as a notebook writes them, on a batch of examples of a shape.
  init(
    _ layers: [String], _ shape: Shape, _ draw: DrawnNumbers, count: Int, capacity: Int
  ) throws {
    self.layers = layers
    self.count = count
    self.capacity = capacity
    graph = try readGraph(layers, input: shape)
    inputs = draw.floats(count * shape.count, "input")
    outputGradient = draw.floats(count * graph.outputShape.count, "gradient")
    tensors = graph.initialWeights(seed: 1).map { name, tensor in
      (name, Tensor(draw.floats(tensor.shape.count, name), shape: tensor.shape))
    }
    for (name, tensor) in tensors { weights[name] = tensor.elements }
  }

  /// Expects the bits of the output and of the weights' gradients.
  func expect(_ expected: ReferenceBench.Result) throws {
    for instructions in InstructionSet.allCases where instructions.isAvailable {
      for pool in ReferenceBench.pools {
        let model = try CompiledModel(
          graph, weights: tensors, batchCapacity: capacity, mode: .training, seed: 1,
          threads: pool, numerics: .portable(instructions))
        _ = model.input.update(from: inputs)
        model.forward(count: count, phase: .training(step: 0))
        let output = Array(model.output.prefix(outputGradient.count))
        _ = model.outputGradient.update(from: outputGradient)
        model.backward(count: count, fromLogits: false)
        let place =
          "\(layers), \(count) of \(capacity), \(instructions), \(pool.threadCount) threads"
        if let wanted = expected.output { expectSameBits(output, wanted, "the output of \(place)") }
        for (name, wanted) in expected.weights.sorted(by: { $0.key < $1.key }) {
          let gradient = model.parameters.first { $0.path == name }?.gradient
          expectSameBits(gradient.map { Array($0) } ?? [], wanted, "\(name) of \(place)")
        }
      }
    }
  }
}
