import Tensors

extension LoweredGraph {
  /// What is computed from a value on, which becomes a second input beside the model's own.
  ///
  /// Operations that go past the value, from the model's input to its output, are computed still.
  ///
  /// - Parameter value: The value.
  /// - Returns: The operations that the output is made by, with their weights.
  func behind(_ value: ValueID) -> LoweredGraph {
    var isNeeded = [Bool](repeating: false, count: values.count)
    isNeeded[output.index] = true
    var kept: [Node] = []
    for node in nodes.reversed()
    where isNeeded[node.output.index] && node.output != value {
      for input in node.inputs { isNeeded[input.index] = true }
      kept.append(node)
    }
    var rest = LoweredGraph()
    rest.inputCount = inputCount + 1
    rest.values = Array(values[..<inputCount]) + [values[value.index]]
    var places = Dictionary(uniqueKeysWithValues: (0..<inputCount).map { ($0, $0) })
    places[value.index] = inputCount
    var weights: [Int: Int] = [:]
    for var node in kept.reversed() {
      node.inputs = node.inputs.map { ValueID(index: places[$0.index] ?? 0) }
      places[node.output.index] = rest.values.count
      rest.values.append(values[node.output.index])
      node.output = ValueID(index: rest.values.count - 1)
      for index in node.weights.indices {
        node.weights[index].parameters = node.weights[index].parameters.map { id in
          let place = weights[id.index] ?? rest.parameters.count
          if weights[id.index] == nil { rest.parameters.append(parameters[id.index]) }
          weights[id.index] = place
          return ParameterID(index: place)
        }
      }
      rest.nodes.append(node)
    }
    rest.output = ValueID(index: places[output.index] ?? 0)
    return rest
  }
}
