import Tensors

/// Which part of the arena every value, gradient and scratch of a plan has; decided once.
struct BufferLayout {
  /// A part of the arena: where it begins, in numbers.
  typealias Offset = Int

  private(set) var values: [Offset]
  private(set) var gradients: [Offset?]
  /// For every operation and input: where its gradient goes, and whether it is added from there.
  private(set) var inputGradients: [[(offset: Offset, isExtra: Bool)?]]
  private(set) var parameters: [Offset]
  /// For every operation and weight: where its gradient goes, and whether it is added from there.
  private(set) var weightGradients: [[(offset: Offset, isExtra: Bool)?]]
  private(set) var parameterGradients: [Offset?]
  private(set) var saved: [Offset]
  private(set) var scratch: [Offset]

  /// Numbers in the whole arena.
  private(set) var count = 0

  /// Numbers of a cache line; every part begins at one.
  private static let alignment = 16

  init(
    _ graph: LoweredGraph, batchCapacity: Int, isTraining: Bool, wantsInputGradients: Bool = false,
    workerCount: Int
  ) {
    values = []
    gradients = []
    inputGradients = []
    parameters = []
    parameterGradients = []
    weightGradients = []
    saved = []
    scratch = []
    let needsGradient = Self.valuesWithGradients(graph, wantsInputGradients: wantsInputGradients)
    let aliases = Self.aliases(graph)

    for parameter in graph.parameters { parameters.append(reserve(parameter.shape.count)) }
    for parameter in graph.parameters {
      let learns = isTraining && parameter.isTrainable
      parameterGradients.append(learns ? reserve(parameter.shape.count) : nil)
    }
    for (index, value) in graph.values.enumerated() {
      let size = batchCapacity * value.shape.count
      // Values that fusion left behind have no producer and need no room.
      let exists = index < graph.inputCount || graph.producer(of: ValueID(index: index)) != nil
      if let alias = aliases[index] {
        values.append(values[alias])
        gradients.append(gradients[alias])
      } else {
        values.append(exists ? reserve(size) : 0)
        gradients.append(
          exists && isTraining && needsGradient[index] ? reserve(size) : nil)
      }
    }
    shareFinalGradient(graph)
    reserveInputGradients(graph, batchCapacity)
    reserveWeightGradients(graph)
    var scratchCount = 0
    for node in graph.nodes {
      let inputs = node.inputs.map { graph.values[$0.index].shape }
      let output = graph.values[node.output.index].shape
      saved.append(
        reserve(
          node.operation.savedCount(inputs: inputs, output: output, batchCapacity: batchCapacity)))
      scratchCount = max(
        scratchCount,
        node.operation.scratchCount(inputs: inputs, output: output, batchCapacity: batchCapacity))
    }
    for _ in 0..<workerCount { scratch.append(reserve(scratchCount)) }
  }

  /// Backward, the last reader of a value writes its gradient first; the others add to it.
  private mutating func reserveInputGradients(_ graph: LoweredGraph, _ batchCapacity: Int) {
    var isWritten = [Bool](repeating: false, count: graph.values.count)
    inputGradients = Array(repeating: [], count: graph.nodes.count)
    for index in graph.nodes.indices.reversed() {
      for input in graph.nodes[index].inputs {
        guard let gradient = gradients[input.index] else {
          inputGradients[index].append(nil)
          continue
        }
        if isWritten[input.index] {
          let extra = reserve(batchCapacity * graph.values[input.index].shape.count)
          inputGradients[index].append((extra, true))
        } else {
          inputGradients[index].append((gradient, false))
          isWritten[input.index] = true
        }
      }
    }
  }

  /// As with values, where several places of a layer share a weight.
  private mutating func reserveWeightGradients(_ graph: LoweredGraph) {
    var isWritten = [Bool](repeating: false, count: graph.parameters.count)
    weightGradients = Array(repeating: [], count: graph.nodes.count)
    for index in graph.nodes.indices.reversed() {
      weightGradients[index] = graph.nodes[index].parameters.map { parameter in
        guard let gradient = parameterGradients[parameter.index] else { return nil }
        defer { isWritten[parameter.index] = true }
        return isWritten[parameter.index]
          ? (reserve(graph.parameters[parameter.index].shape.count), true) : (gradient, false)
      }
    }
  }

  private mutating func reserve(_ size: Int) -> Offset {
    defer { count += (size + Self.alignment - 1) / Self.alignment * Self.alignment }
    return count
  }

  /// A loss writes one gradient, be it by the output or by the logits in front of it.
  private mutating func shareFinalGradient(_ graph: LoweredGraph) {
    guard graph.finalActivation != nil, let last = graph.producer(of: graph.output) else { return }
    gradients[graph.output.index] = gradients[graph.nodes[last].inputs[0].index]
  }

  /// Values behind which there is something to learn, or whose gradient somebody asks for.
  private static func valuesWithGradients(
    _ graph: LoweredGraph, wantsInputGradients: Bool
  ) -> [Bool] {
    var needs = [Bool](repeating: false, count: graph.values.count)
    if wantsInputGradients {
      for input in 0..<graph.inputCount { needs[input] = true }
    }
    for node in graph.nodes {
      needs[node.output.index] =
        node.parameters.contains { graph.parameters[$0.index].isTrainable }
        || node.inputs.contains { needs[$0.index] }
    }
    return needs
  }

  /// Reshaped values that can be the same memory as what they were made of.
  private static func aliases(_ graph: LoweredGraph) -> [Int?] {
    var aliases = [Int?](repeating: nil, count: graph.values.count)
    for node in graph.nodes where node.operation is ReshapeOperation {
      let input = node.inputs[0]
      if graph.consumers(of: input).count == 1 { aliases[node.output.index] = input.index }
    }
    return aliases
  }
}
