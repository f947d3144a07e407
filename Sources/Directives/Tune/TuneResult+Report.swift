import Reports

extension TuneOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] { try subject.draw(plots, self) }
}
