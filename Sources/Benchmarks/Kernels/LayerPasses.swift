import Engine
import Tensors

/// Layers on made-up numbers, compiled as for a training.
struct LayerPasses {
  let graph: Graph
  private let model: CompiledModel

  /// Examples of a batch.
  static let count = 32

  /// Compiles layers.
  ///
  /// - Parameters:
  ///   - layers: The layers' calls.
  ///   - input: The shape of one example.
  ///   - wantsInputGradients: Whether somebody in front of them learns.
  ///   - gradientDensity: The share of the output's gradients that are not 0.
  ///   - surroundings: What they run on.
  /// - Throws: `BenchError` where the layers do not fit.
  init(
    _ layers: [String], on input: Shape, wantsInputGradients: Bool, gradientDensity: Float = 1,
    _ surroundings: KernelSurroundings
  ) throws {
    graph = try NetworkText.graph(layers, inputShape: input)
    model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 42), batchCapacity: Self.count,
      wantsInputGradients: wantsInputGradients, seed: 42, threads: surroundings.threads,
      numerics: surroundings.numerics)
    let random = Random(seed: 42)
    let pixels = Random.Purpose("bench/pixels")
    for index in model.input.indices { model.input[index] = random.uniform(pixels, at: index) }
    forward()
    guard model.hasGradients else { return }
    let (gradient, density) = (Random.Purpose("bench/gradient"), Random.Purpose("bench/density"))
    let buffer = model.outputGradient
    for index in buffer.indices {
      let isThere = random.uniform(density, at: index) < gradientDensity
      buffer[index] = isThere ? 2 * random.uniform(gradient, at: index) - 1 : 0
    }
  }

  func forward() { model.forward(count: Self.count, phase: .training(step: 0)) }

  func backward() { model.backward(count: Self.count, fromLogits: false) }

  /// Numbers of the output's gradient that are not 0.
  var nonzeroGradientCount: Int { model.outputGradient.count { $0 != 0 } }

  /// Multiplications and additions of one product of the layers' only kernel with a batch.
  var productOperations: Double {
    let kernel = graph.nodes[0].parameters.first?.shape.count ?? 0
    let output = graph.nodes[0].outputShape
    let cells = output.sizes.dropLast().reduce(1, *)
    return 2 * Double(Self.count * cells * kernel)
  }

  /// Bytes of so many batches of inputs and of outputs.
  func bytes(inputs: Int, outputs: Int) -> Double {
    let numbers = inputs * graph.inputShape.count + outputs * graph.outputShape.count
    return Double(Self.count * numbers * MemoryLayout<Float>.size)
  }
}
