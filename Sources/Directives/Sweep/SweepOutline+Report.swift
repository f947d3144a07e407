import Diagnostics
import Execution
import Reports

extension SweepOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] {
    let record = try SweepResult(decoding: subject.artifact).record
    let comparison = PointComparison(
      words: subject.words, record: record, outline: self,
      result: { subject.other($0)?.artifact })
    var plotSubject = subject.plotSubject(self)
    plotSubject.comparison = comparison
    return try plots.flatMap { try $0.plot.figures(of: plotSubject) }
      + points.flatMap { try figures(of: $0, subject) }
  }

  /// What the cells of a point show, and why a point has no numbers.
  private func figures(of point: Point, _ subject: CellSubject) throws -> [Figure] {
    // Of several chains that failed for one reason one is enough.
    let problems = point.chains.flatMap(\.cells).compactMap { cell -> String? in
      subject.problem(cell.step)
    }
    let failures = problems.first.map { problem in
      [Figure.problem("\(subject.words.sweep.pointFailed(point.description)). \(problem)")]
    }
    let shown = try (point.chains.first?.cells ?? []).flatMap { cell -> [Figure] in
      guard cell.outline.map(Self.showsSomething) ?? false else { return [] }
      return try subject.figures(ofOther: cell.step)
    }
    return (failures ?? [])
      + (shown.isEmpty ? [] : [.folded(title: point.description, shown)])
  }

  /// Whether a cell was told to show something; its numbers stand in the table.
  private static func showsSomething(_ outline: any Sendable) -> Bool {
    switch outline {
    case let outline as ModelOutline: !outline.plots.isEmpty
    case let outline as FitOutline: !outline.plots.isEmpty
    case let outline as EvaluateOutline: !outline.plots.isEmpty || !outline.expectations.isEmpty
    default: false
    }
  }
}
