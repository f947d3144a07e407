import Execution
import Reports

extension ShowOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] {
    try zip(plots, subjects).flatMap { call, about -> [Figure] in
      switch about {
      case .data(let outline): return try call.plot.figures(of: subject.plotSubject(outline))
      case .own: return try call.plot.figures(of: subject.plotSubject(()))
      case .cell(let step):
        guard let other = subject.other(step) else { return [] }
        return try call.plot.figures(
          of: PlotSubject(
            words: subject.words, artifact: other.artifact, outline: other.outline,
            earlierFits: subject.earlierFits(of: other.outline), plots: [:]))
      }
    }
  }
}
