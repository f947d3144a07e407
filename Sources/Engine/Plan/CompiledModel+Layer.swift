package import Tensors

extension CompiledModel {
  /// Compiles one layer by itself, with the gradients of its inputs: for looking into layers.
  ///
  /// - Parameters:
  ///   - layer: The layer; its weights are named by their variables alone: `kernel`.
  ///   - inputShapes: The shapes of one example of every input.
  ///   - weights: The values of its weights.
  ///   - batchCapacity: The most examples of one pass.
  ///   - seed: The seed of a random layer.
  ///   - threads: The threads.
  ///   - numerics: The arithmetic of products.
  /// - Throws: `WeightError` where a weight is missing or has another shape.
  package convenience init(
    layer: any Layer, inputShapes: [Shape], weights: [(name: String, tensor: Tensor)],
    batchCapacity: Int, seed: UInt64, threads: ThreadPool, numerics: Numerics = .standard
  ) throws(WeightError) {
    try self.init(
      lowered: LoweredGraph(layer, inputShapes: inputShapes), weights: weights,
      batchCapacity: batchCapacity, mode: .training, wantsInputGradients: true, seed: seed,
      threads: threads, numerics: numerics)
  }

  /// Compiles layers for training, with or without the gradients of their input: for timing them.
  ///
  /// - Parameters:
  ///   - model: The layers.
  ///   - weights: The values of all weights, by path.
  ///   - batchCapacity: The most examples of one pass.
  ///   - wantsInputGradients: Whether the gradients of the input are computed.
  ///   - seed: The seed of random layers.
  ///   - threads: The threads.
  ///   - numerics: The arithmetic of products.
  /// - Throws: `WeightError` where a weight is missing or has another shape.
  package convenience init(
    _ model: Graph, weights: [(name: String, tensor: Tensor)], batchCapacity: Int,
    wantsInputGradients: Bool, seed: UInt64, threads: ThreadPool, numerics: Numerics
  ) throws(WeightError) {
    try self.init(
      lowered: LoweredGraph(model), weights: weights, batchCapacity: batchCapacity,
      mode: .training, wantsInputGradients: wantsInputGradients, seed: seed, threads: threads,
      numerics: numerics)
  }

  /// How many inputs there are.
  package var inputCount: Int { graph.inputCount }

  /// Takes an input of several before a pass.
  package func input(_ index: Int) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(
      start: arena + layout.values[index], count: batchCapacity * graph.values[index].shape.count)
  }

  /// The gradient of an input after `backward`; nil where nobody asked for it.
  package func inputGradient(_ index: Int) -> UnsafeBufferPointer<Float>? {
    layout.gradients[index].map {
      UnsafeBufferPointer(start: arena + $0, count: batchCapacity * graph.values[index].shape.count)
    }
  }
}

extension LoweredGraph {
  /// Lowers one layer by itself.
  init(_ layer: any Layer, inputShapes: [Shape]) {
    var lowering = Lowering()
    lowering.layer = type(of: layer).baseName
    lowering.graph.inputCount = inputShapes.count
    lowering.graph.values = inputShapes.map { Value(shape: $0, layer: "input") }
    for spec in layer.parameters(for: inputShapes) {
      lowering.graph.parameters.append(
        Parameter(path: spec.name, shape: spec.shape, isTrainable: spec.isTrainable))
      lowering.parameterIDs[spec.name] = ParameterID(index: lowering.graph.parameters.count - 1)
    }
    let output = layer.lower(into: &lowering, inputShapes.indices.map { ValueID(index: $0) })
    self = lowering.graph
    self.output = output
  }
}
