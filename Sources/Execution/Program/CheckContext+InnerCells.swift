public import Diagnostics
public import Notebooks

extension CheckContext {
  /// Checks a cell that this one is made of, as if it stood here; its steps come before this one's.
  ///
  /// - Parameters:
  ///   - cell: The cell.
  ///   - group: The name of the inner cells that it goes with.
  ///   - earlier: What it sees above itself.
  ///   - seedOffset: What is added to the notebook's seed for it.
  ///   - diagnostics: Where its mistakes go.
  /// - Returns: The cell for those below it; one without an outline after a mistake.
  public mutating func checkInner(
    _ cell: Cell, in group: String, below earlier: [EarlierCell], seedOffset: UInt64 = 0,
    _ diagnostics: inout [Diagnostic]
  ) -> EarlierCell {
    var context = CheckContext(
      cell: cell, earlier: earlier, seed: seed &+ seedOffset, workspace: workspace,
      environment: environment, checker: checker, firstStep: firstStep + innerSteps.count,
      firstInnerCell: firstInnerCell + innerCells.count)
    let made = checker.steps(of: cell, &context)
    diagnostics += context.diagnostics
    guard let made else {
      return EarlierCell(
        step: -1, name: cell.name, directive: cell.directive, cell: cell, outline: nil)
    }
    precondition(context.innerCells.isEmpty, "the inner cell '\(cell.name)' has inner cells")
    innerSteps += made.steps.map {
      var step = $0
      step.innerIndex = context.firstInnerCell
      step.seedOffset = seedOffset
      return step
    }
    innerCells.append(
      InnerCell(cell: cell, group: group, checked: made.checked, step: context.firstStep))
    return EarlierCell(
      step: context.firstStep, name: cell.name, directive: cell.directive, cell: cell,
      outline: made.checked.outline)
  }

  /// What is known of a cell that this one is made of.
  public func innerCell(of cell: EarlierCell) -> InnerCell? {
    innerCells.last { $0.step == cell.step }
  }
}
