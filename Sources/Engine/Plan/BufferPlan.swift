import Tensors

/// The buffers of a plan with their lifetimes, before they have places.
///
/// A lifetime is what the steps of a pass say they read and write, one after the other. What callers
/// may look at lives as long as they may: the inputs, the gradient of the output and those of weights
/// always, the output, the logits and kept layers to the end of the pass.
struct BufferPlan {
  /// A buffer, by its index; nil for what has none.
  typealias ID = Int

  /// Where a gradient is written, and whether it is then added to the one that was written first.
  typealias Target = (buffer: ID, isExtra: Bool)

  private(set) var buffers: [PlannedBuffer] = []
  private(set) var values: [ID?] = []
  private(set) var gradients: [ID?] = []
  private(set) var parameters: [ID] = []
  private(set) var parameterGradients: [ID?] = []
  private(set) var inputGradients: [[Target?]] = []
  private(set) var weightGradients: [[Target?]] = []
  private(set) var saved: [ID?] = []
  private(set) var prepared: [ID] = []
  private(set) var scratch: [ID] = []

  let moments: Moments

  private let graph: LoweredGraph
  private let batchCapacity: Int
  private let keepsPrepared: [Bool]

  init(
    _ graph: LoweredGraph, batchCapacity: Int, isTraining: Bool, wantsInputGradients: Bool,
    kept: [ValueID], workerCount: Int
  ) {
    self.graph = graph
    self.batchCapacity = batchCapacity
    moments = Moments(count: graph.nodes.count)
    keepsPrepared = graph.nodesThatKeepPrepared(isTraining: isTraining)
    makeParameters(isTraining: isTraining)
    makeValues(isTraining: isTraining, wantsInputGradients: wantsInputGradients)
    makeInputGradients()
    makeWeightGradients()
    makeSaved()
    makePrepared()
    makeScratch(workerCount)
    for index in graph.nodes.indices { passForward(index) }
    for index in graph.nodes.indices.reversed() where runsBackward(index) { passBackward(index) }
    serveCallers(kept, wantsInputGradients: wantsInputGradients)
  }

  // MARK: - Buffers

  private mutating func make(_ purpose: PlannedBuffer.Purpose, _ count: Int) -> ID {
    buffers.append(PlannedBuffer(purpose, count: count))
    return buffers.count - 1
  }

  private mutating func makeParameters(isTraining: Bool) {
    for parameter in graph.parameters {
      parameters.append(make(.weight, parameter.shape.count))
    }
    for parameter in graph.parameters {
      let learns = isTraining && parameter.isTrainable
      parameterGradients.append(learns ? make(.weightGradient, parameter.shape.count) : nil)
    }
  }

  private mutating func makeValues(isTraining: Bool, wantsInputGradients: Bool) {
    let needsGradient = graph.valuesWithGradients(wantsInputGradients: wantsInputGradients)
    let aliases = Self.aliases(graph)
    for (index, value) in graph.values.enumerated() {
      let size = batchCapacity * value.shape.count
      // Values that fusion left behind have no producer and need no room.
      let exists = index < graph.inputCount || graph.producer(of: ValueID(index: index)) != nil
      if let alias = aliases[index] {
        values.append(values[alias])
        gradients.append(gradients[alias])
      } else {
        values.append(exists ? make(.value, size) : nil)
        gradients.append(
          exists && isTraining && needsGradient[index] ? make(.gradient, size) : nil)
      }
    }
    // A loss writes one gradient, be it by the output or by the logits in front of it.
    guard graph.finalActivation != nil, let last = graph.producer(of: graph.output) else { return }
    gradients[graph.output.index] = gradients[graph.nodes[last].inputs[0].index]
  }

  /// Backward, the last reader of a value writes its gradient first; the others add to it.
  private mutating func makeInputGradients() {
    var isWritten = [Bool](repeating: false, count: graph.values.count)
    inputGradients = Array(repeating: [], count: graph.nodes.count)
    for index in graph.nodes.indices.reversed() {
      for input in graph.nodes[index].inputs {
        guard let gradient = gradients[input.index] else {
          inputGradients[index].append(nil)
          continue
        }
        if isWritten[input.index] {
          let size = batchCapacity * graph.values[input.index].shape.count
          inputGradients[index].append((make(.gradient, size), true))
        } else {
          inputGradients[index].append((gradient, false))
          isWritten[input.index] = true
        }
      }
    }
  }

  /// As with values, where several places of a layer share a weight.
  private mutating func makeWeightGradients() {
    var isWritten = [Bool](repeating: false, count: graph.parameters.count)
    weightGradients = Array(repeating: [], count: graph.nodes.count)
    for index in graph.nodes.indices.reversed() {
      for parameter in graph.nodes[index].parameters {
        guard let gradient = parameterGradients[parameter.index] else {
          weightGradients[index].append(nil)
          continue
        }
        if isWritten[parameter.index] {
          let size = graph.parameters[parameter.index].shape.count
          weightGradients[index].append((make(.saved, size), true))
        } else {
          weightGradients[index].append((gradient, false))
          isWritten[parameter.index] = true
        }
      }
    }
  }

  private mutating func makeSaved() {
    for (index, node) in graph.nodes.enumerated() {
      guard node.operation.savedUse == .bothPasses || runsBackward(index) else {
        saved.append(nil)
        continue
      }
      let (inputs, output) = shapes(of: node)
      saved.append(
        make(
          .saved,
          node.operation.savedCount(
            inputs: inputs, output: output, batchCapacity: batchCapacity)))
    }
  }

  private mutating func makePrepared() {
    prepared = graph.nodes.map { node in
      let (inputs, output) = shapes(of: node)
      return make(
        .prepared,
        node.foldedCount
          + node.operation.preparedCount(
            inputs: inputs, output: output, batchCapacity: batchCapacity))
    }
  }

  private mutating func makeScratch(_ workerCount: Int) {
    let counts = graph.nodes.map { node in
      let (inputs, output) = shapes(of: node)
      return node.operation.scratchCount(
        inputs: inputs, output: output, batchCapacity: batchCapacity)
    }
    for _ in 0..<workerCount {
      scratch.append(make(.scratch, counts.max() ?? 0))
      use(scratch.last, at: moments.all)
    }
  }

  private func shapes(of node: LoweredGraph.Node) -> (inputs: [Shape], output: Shape) {
    (node.inputs.map { graph.values[$0.index].shape }, graph.values[node.output.index].shape)
  }

  /// Whether there is something to learn behind an operation.
  private func runsBackward(_ index: Int) -> Bool {
    gradients[graph.nodes[index].output.index] != nil
  }

  // MARK: - Lifetimes

  private mutating func use(_ buffer: ID?, at moments: ClosedRange<Int>) {
    if let buffer { buffers[buffer].extend(to: moments) }
  }

  private mutating func use(_ buffer: ID?, at moment: Int) { use(buffer, at: moment...moment) }

  private mutating func passForward(_ index: Int) {
    let node = graph.nodes[index]
    let now = moments.forward(index)
    for input in node.inputs { use(values[input.index], at: now) }
    use(values[node.output.index], at: now)
    if node.operation.savedUse != .backwardPass { use(saved[index], at: now) }
    use(prepared[index], at: keepsPrepared[index] ? moments.all : now...now)
    use(measured(by: index), at: now)
  }

  /// What is saved of the normalization whose moments an operation takes.
  private func measured(by index: Int) -> ID? {
    graph.measuredNormalization(behind: index).flatMap { saved[$0] }
  }

  private mutating func passBackward(_ index: Int) {
    let node = graph.nodes[index]
    let now = moments.backward(index)
    if node.operation.backwardReads.contains(.inputs) {
      for input in node.inputs { use(values[input.index], at: now) }
    }
    if node.operation.backwardReads.contains(.output) {
      use(values[node.output.index], at: now)
    }
    use(gradients[node.output.index], at: now)
    for (input, target) in zip(node.inputs, inputGradients[index]) {
      use(target?.buffer, at: now)
      use(gradients[input.index], at: now)
    }
    for (parameter, target) in zip(node.parameters, weightGradients[index]) {
      use(target?.buffer, at: now)
      use(parameterGradients[parameter.index], at: now)
    }
    use(saved[index], at: now)
    use(measured(by: index), at: now)
  }

  private mutating func serveCallers(_ kept: [ValueID], wantsInputGradients: Bool) {
    for parameter in parameters { use(parameter, at: moments.all) }
    for input in 0..<graph.inputCount {
      use(values[input], at: moments.all)
      if wantsInputGradients { use(gradients[input], at: moments.last) }
    }
    var visible = kept + [graph.output]
    if graph.finalActivation != nil, let last = graph.producer(of: graph.output) {
      visible.append(graph.nodes[last].inputs[0])
    }
    for value in visible {
      let made = graph.producer(of: value).map(moments.forward) ?? moments.first
      use(values[value.index], at: made...moments.last)
    }
    use(gradients[graph.output.index], at: moments.all)
    // What nothing reads has a gradient that nothing writes: it stays the 0 that it begins with.
    for node in graph.nodes where graph.consumers(of: node.output).isEmpty {
      use(gradients[node.output.index], at: moments.all)
    }
    for gradient in parameterGradients { use(gradient, at: moments.all) }
  }

  // MARK: - The graph

  /// Values that are the same memory as what they were made of: reshaped, or not normalized before they are
  /// read.
  private static func aliases(_ graph: LoweredGraph) -> [Int?] {
    var aliases = [Int?](repeating: nil, count: graph.values.count)
    for node in graph.nodes {
      let input = node.inputs.first
      if let input, node.operation is ReshapeOperation, graph.consumers(of: input).count == 1 {
        aliases[node.output.index] = input.index
      }
      if let input, node.isLeftToReader { aliases[node.output.index] = input.index }
    }
    return aliases
  }
}
