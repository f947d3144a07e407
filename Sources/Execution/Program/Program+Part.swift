extension Program {
  /// The program of some cells and of all that they depend on, without plots.
  ///
  /// - Parameter names: The names of the cells.
  /// - Returns: A program with the same cells and fewer steps; it can be run, not reported on.
  public func part(of names: Set<String>) -> Program {
    var isNeeded = steps.map { $0.isCell && names.contains($0.name) }
    for index in steps.indices.reversed() where isNeeded[index] {
      for input in steps[index].inputs { isNeeded[input.step] = true }
    }
    var place: [Int: Int] = [:]
    var part = self
    part.steps = []
    for index in steps.indices where isNeeded[index] {
      var step = steps[index]
      for input in step.inputs.indices {
        step.inputs[input].step = place[step.inputs[input].step] ?? 0
      }
      place[index] = part.steps.count
      part.steps.append(step)
    }
    part.stepOfCell = stepOfCell.map { $0.flatMap { place[$0] } }
    for index in part.innerCells.indices {
      part.innerCells[index].step = place[innerCells[index].step] ?? -1
    }
    return part
  }
}
