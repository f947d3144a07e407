import CKernels
public import Tensors

/// A model that is ready to run: a list of kernels over one block of memory that is given out once.
///
/// Nothing is allocated while it runs. One compiled model belongs to one thread, which shares the work
/// with the pool's.
public final class CompiledModel: Network {
  /// A gradient that is added where another reader has written first.
  private struct Addition {
    var to: UnsafeMutablePointer<Float>
    var from: UnsafeMutablePointer<Float>
    var size: Int
    /// Whether `size` is that of one example of the batch.
    var isPerExample: Bool
  }

  private struct Step {
    var kernel: any Kernel
    /// The batch normalizations that are folded into the kernel's weights.
    var folded: [FoldedNormalization.Bound]
    var additions: [Addition]
    /// The weights whose gradients nothing adds to after this.
    var completed: [Int]
    /// Whether there is something to learn behind it.
    var hasGradient: Bool
    var output: Int
    var layer: String
    /// Whether no pass changes the weights, and whether what is made of them is there.
    var keepsPrepared: Bool
    var isPrepared = false

    mutating func forward(count: Int, phase: Phase) {
      if !isPrepared {
        for normalization in folded { normalization.make() }
        kernel.prepareWeights()
        isPrepared = keepsPrepared
      }
      kernel.forward(count: count, phase: phase)
    }
  }

  let graph: LoweredGraph
  let layout: BufferLayout
  let arena: UnsafeMutablePointer<Float>
  private let exampleNumbers: UnsafeMutablePointer<Int32>
  private let threads: ThreadPool
  private var steps: [Step]
  private let penalized: [NetworkParameter]
  private let isTraining: Bool
  /// Which weights a pass or an optimizer changes; copies of the others, made when they are first asked for.
  private let changes: [Bool]
  private var fixedTensors: [Tensor?]
  private let keptLayers: [String: ValueID]
  /// What the last pass was for.
  private var phase = Phase.inference
  /// What is overwritten after every moment; nothing outside tests.
  let poisons: [[UnsafeMutableBufferPointer<Float>]]

  /// Numbers of the widest vector.
  private static let slack = 16

  public let batchCapacity: Int
  public let inputShape: Shape
  public let outputShape: Shape
  public let finalActivation: FinalActivation?
  public let parameters: [NetworkParameter]

  /// What a model is compiled for.
  public enum Mode: Sendable {
    /// Forward and backward.
    case training
    /// Forward only.
    case inference
  }

  /// Gives a model its memory and its kernels.
  ///
  /// - Parameters:
  ///   - model: The layers.
  ///   - weights: The values of all weights, by path.
  ///   - batchCapacity: The most examples of one pass.
  ///   - mode: What it will do.
  ///   - seed: The seed of random layers.
  ///   - threads: The threads.
  ///   - numerics: The arithmetic of products.
  ///   - keptLayers: The layers whose outputs can be asked for after a pass.
  /// - Throws: `WeightError` where a weight is missing or has another shape.
  public convenience init(
    _ model: Graph, weights: [(name: String, tensor: Tensor)], batchCapacity: Int, mode: Mode,
    seed: UInt64, threads: ThreadPool, numerics: Numerics = .standard,
    keeping keptLayers: Set<String> = []
  ) throws(WeightError) {
    try self.init(
      lowered: LoweredGraph(model), weights: weights, batchCapacity: batchCapacity, mode: mode,
      keeping: keptLayers, seed: seed, threads: threads, numerics: numerics)
  }

  init(
    lowered: LoweredGraph, weights: [(name: String, tensor: Tensor)], batchCapacity: Int,
    mode: Mode, wantsInputGradients: Bool = false, keeping layers: Set<String> = [], seed: UInt64,
    threads: ThreadPool, numerics: Numerics, sharing: MemorySharing = .shared
  ) throws(WeightError) {
    if numerics == .openblas {
      precondition(OpenBLAS.useOneThread(), "OpenBLAS does not stay on one thread")
    }
    graph = KernelSelection.selecting(
      for: numerics, isTraining: mode == .training, keeping: layers, lowered)
    isTraining = mode == .training
    self.batchCapacity = batchCapacity
    self.threads = threads
    keptLayers = Self.outputs(of: graph).filter { layers.contains($0.key) }
    layout = BufferLayout(
      BufferPlan(
        graph, batchCapacity: batchCapacity, isTraining: isTraining,
        wantsInputGradients: wantsInputGradients, kept: Array(keptLayers.values),
        workerCount: threads.threadCount), sharing: sharing)
    // A vector may read, though not use, what lies behind the last number.
    let room = layout.count + Self.slack
    arena = LargePages.allocate(count: room)
    arena.initialize(repeating: 0, count: room)
    exampleNumbers = .allocate(capacity: batchCapacity)
    for index in 0..<batchCapacity { (exampleNumbers + index).initialize(to: Int32(index)) }
    inputShape = graph.values[0].shape
    outputShape = graph.values[graph.output.index].shape
    finalActivation = graph.finalActivation
    parameters = Self.parameters(graph, layout, arena)
    changes = graph.changingParameters(isTraining: isTraining)
    fixedTensors = Array(repeating: nil, count: parameters.count)
    penalized = parameters.filter { $0.isTrainable && $0.regularizer != nil }
    poisons = sharing == .poisoned ? Self.poisons(layout, arena) : []
    steps = Self.bind(
      graph, layout, arena, exampleNumbers, threads: threads, batchCapacity: batchCapacity,
      random: Random(seed: seed), numerics: numerics, isTraining: isTraining)
    try setWeights(weights)
  }

  deinit {
    arena.deallocate()
    exampleNumbers.deallocate()
  }

  /// The bytes of the whole arena.
  public var memoryByteCount: Int { layout.count * MemoryLayout<Float>.stride }

  private static func parameters(
    _ graph: LoweredGraph, _ layout: BufferLayout, _ arena: UnsafeMutablePointer<Float>
  ) -> [NetworkParameter] {
    graph.parameters.indices.map { index in
      let parameter = graph.parameters[index]
      let count = parameter.shape.count
      var result = NetworkParameter(
        path: parameter.path, shape: parameter.shape, isTrainable: parameter.isTrainable,
        value: UnsafeMutableBufferPointer(start: arena + layout.parameters[index], count: count),
        gradient: layout.parameterGradients[index].map {
          UnsafeMutableBufferPointer(start: arena + $0, count: count)
        })
      result.regularizer = parameter.regularizer
      result.constraint = parameter.constraint
      return result
    }
  }

  private static func bind(
    _ graph: LoweredGraph, _ layout: BufferLayout, _ arena: UnsafeMutablePointer<Float>,
    _ exampleNumbers: UnsafeMutablePointer<Int32>, threads: ThreadPool, batchCapacity: Int,
    random: Random, numerics: Numerics, isTraining: Bool
  ) -> [Step] {
    let first = graph.firstReaders
    let keepsPrepared = graph.nodesThatKeepPrepared(isTraining: isTraining)
    let weights = graph.nodes.enumerated().map { index, node in
      BoundWeights(node, index, layout, arena, threads)
    }
    let places = graph.nodes.enumerated().map { index, node in
      func buffer(_ value: ValueID) -> OperationMemory.Buffer {
        OperationMemory.Buffer(
          start: arena + layout.values[value.index], shape: graph.values[value.index].shape)
      }
      return OperationMemory(
        inputs: node.inputs.map(buffer),
        inputGradients: layout.inputGradients[index].map { target in
          target.map { arena + $0.offset }
        },
        output: buffer(node.output),
        outputGradient: layout.gradients[node.output.index].map { arena + $0 },
        parameters: weights[index].values, parameterGradients: weights[index].gradients,
        saved: arena + layout.saved[index],
        prepared: arena + layout.prepared[index] + node.foldedCount,
        scratch: layout.scratch.map { arena + $0 },
        batchCapacity: batchCapacity, threads: threads, numerics: numerics, random: random,
        layer: node.layer, exampleNumbers: exampleNumbers)
    }
    let statistics = zip(graph.nodes, places).map { node, memory in
      (node.operation as? BatchNormalizationOperation).map { BatchStatistics($0, memory) }
    }
    return graph.nodes.enumerated().map { index, node in
      var memory = places[index]
      memory.normalizations = OperationMemory.Normalizations(
        own: statistics[index],
        ofInput: graph.normalizationOfInput(of: index).flatMap { statistics[$0] },
        ofOutput: graph.measuredNormalization(behind: index).flatMap { statistics[$0] })
      let targets = layout.inputGradients[index]
      var additions: [Addition] = []
      for case let (input, target?) in zip(node.inputs, targets) where target.isExtra {
        guard let sum = layout.gradients[input.index] else { continue }
        additions.append(
          Addition(
            to: arena + sum, from: arena + target.offset,
            size: graph.values[input.index].shape.count, isPerExample: true))
      }
      for case let (id, target?) in zip(node.parameters, layout.weightGradients[index])
      where target.isExtra {
        guard let sum = layout.parameterGradients[id.index] else { continue }
        additions.append(
          Addition(
            to: arena + sum, from: arena + target.offset,
            size: graph.parameters[id.index].shape.count, isPerExample: false))
      }
      return Step(
        kernel: node.operation.bind(memory), folded: weights[index].folded, additions: additions,
        completed: first.indices.filter {
          first[$0] == index && layout.parameterGradients[$0] != nil
        },
        hasGradient: layout.gradients[node.output.index] != nil, output: node.output.index,
        layer: node.layer, keepsPrepared: keepsPrepared[index])
    }
  }

  /// The value that holds a layer's output, by the layer's name; fusion may have moved it.
  private static func outputs(of graph: LoweredGraph) -> [String: ValueID] {
    var outputs: [String: ValueID] = [:]
    for node in graph.nodes {
      for source in node.sources { outputs[source] = node.output }
    }
    return outputs
  }

  // MARK: - Running

  public var input: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(
      start: arena + layout.values[0], count: batchCapacity * inputShape.count)
  }

  public var output: UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(
      start: arena + layout.values[graph.output.index], count: batchCapacity * outputShape.count)
  }

  public var logits: UnsafeBufferPointer<Float>? {
    guard finalActivation != nil, let last = graph.nodes.last else { return nil }
    return UnsafeBufferPointer(
      start: arena + layout.values[last.inputs[0].index],
      count: batchCapacity * outputShape.count)
  }

  public var outputGradient: UnsafeMutableBufferPointer<Float> {
    guard let offset = layout.gradients[graph.output.index] else {
      preconditionFailure(
        "a model compiled for inference, or without anything to learn, has no gradients")
    }
    return UnsafeMutableBufferPointer(
      start: arena + offset, count: batchCapacity * outputShape.count)
  }

  /// Whether there is anything to learn.
  public var hasGradients: Bool { layout.gradients[graph.output.index] != nil }

  public func forward(count: Int, phase: Phase) {
    precondition(count <= batchCapacity, "\(count) examples in a plan for \(batchCapacity)")
    self.phase = phase
    poison(after: layout.moments.first)
    for index in steps.indices {
      steps[index].forward(count: count, phase: phase)
      poison(after: layout.moments.forward(index))
    }
  }

  /// Says which examples the next passes are about; from 0 on where nobody says so.
  ///
  /// Layers that draw for every example by itself draw by its number.
  public func setExampleNumbers(_ numbers: UnsafeBufferPointer<Int32>) {
    precondition(numbers.count <= batchCapacity, "\(numbers.count) examples for \(batchCapacity)")
    guard let start = numbers.baseAddress else { return }
    exampleNumbers.update(from: start, count: numbers.count)
  }

  public func backward(count: Int, fromLogits: Bool, for reader: (any GradientReader)?) {
    for index in steps.indices.reversed() where steps[index].hasGradient {
      defer { poison(after: layout.moments.backward(index)) }
      if fromLogits, index == steps.count - 1 { continue }
      steps[index].kernel.backward(count: count)
      for addition in steps[index].additions {
        threads.run(
          elements: (addition.isPerExample ? count : 1) * addition.size,
          with: (addition.to, addition.from)
        ) {
          kk_add($0.0 + $1.lowerBound, $0.1 + $1.lowerBound, $1.count)
        }
      }
      for parameter in steps[index].completed {
        addPenaltyGradient(of: parameters[parameter])
        reader?.gradientIsWhole(ofParameter: parameter)
      }
    }
  }

  /// Weights that are frozen have no penalty, as in Keras.
  public var penalty: Double {
    var sum = 0.0
    for parameter in penalized {
      guard let regularizer = parameter.regularizer, let value = parameter.value.baseAddress else {
        continue
      }
      sum += regularizer.penalty(of: value, count: parameter.value.count)
    }
    for step in steps { sum += step.kernel.penalty }
    return sum
  }

  private func addPenaltyGradient(of parameter: NetworkParameter) {
    guard let regularizer = parameter.regularizer, let value = parameter.value.baseAddress,
      let gradient = parameter.gradient?.baseAddress
    else { return }
    regularizer.addGradient(to: gradient, of: value, count: parameter.value.count)
  }

  /// Looks at the last pass again, step by step: most of its values are not there any more.
  public func firstNonFinite(count: Int) -> String? {
    func isFinite(_ start: UnsafeMutablePointer<Float>, _ size: Int) -> Bool {
      kk_first_non_finite(start, size) == size
    }
    if !isFinite(arena + layout.values[0], count * inputShape.count) { return "the input" }
    for (index, parameter) in graph.parameters.enumerated()
    where !isFinite(arena + layout.parameters[index], parameter.shape.count) {
      return "the weight '\(parameter.path)'"
    }
    // A pass moves the statistics of normalizations; this one is not to count.
    let statistics = parameters.filter { !$0.isTrainable }.map { ($0.value, Array($0.value)) }
    defer { for (value, numbers) in statistics { _ = value.update(from: numbers) } }
    for index in steps.indices {
      steps[index].forward(count: count, phase: phase)
      let step = steps[index]
      let size = count * graph.values[step.output].shape.count
      if !isFinite(arena + layout.values[step.output], size) {
        return "the output of '\(step.layer)'"
      }
    }
    return nil
  }

  /// Copies the output of a layer for the first examples of the last pass; nil for a layer that the
  /// model was not asked to keep.
  public func output(ofLayer name: String, count: Int) -> Tensor? {
    guard let value = keptLayers[name] else { return nil }
    let shape = graph.values[value.index].shape.batched(count)
    return Tensor(shape: shape) { elements in
      elements.baseAddress?.update(from: arena + layout.values[value.index], count: shape.count)
    }
  }

  // MARK: - Weights

  /// The values of all weights, in the order of the layers.
  public var weights: [(name: String, tensor: Tensor)] {
    parameters.enumerated().map { index, parameter in
      if let tensor = fixedTensors[index] { return (parameter.path, tensor) }
      let tensor = Tensor(shape: parameter.shape) { elements in
        _ = elements.update(from: parameter.value)
      }
      if !changes[index] { fixedTensors[index] = tensor }
      return (parameter.path, tensor)
    }
  }

  public func weightsHaveChanged() {
    for index in steps.indices { steps[index].isPrepared = false }
    fixedTensors = Array(repeating: nil, count: parameters.count)
  }

  /// Gives all weights new values.
  ///
  /// - Throws: `WeightError` where a weight is missing or has another shape.
  public func setWeights(_ weights: [(name: String, tensor: Tensor)]) throws(WeightError) {
    defer { weightsHaveChanged() }
    let byName = Dictionary(weights.map { ($0.name, $0.tensor) }, uniquingKeysWith: { $1 })
    for parameter in parameters {
      guard let tensor = byName[parameter.path] else {
        throw WeightError.missing(parameter.path)
      }
      guard tensor.shape == parameter.shape else {
        throw WeightError.shape(parameter.path, expected: parameter.shape, found: tensor.shape)
      }
      tensor.withElements { elements in _ = parameter.value.update(from: elements) }
    }
  }
}
