import Diagnostics
import Execution
import Reports

/// What is known of a cell before it runs, and how its result looks.
protocol ReportedCell: Sendable {
  /// Draws the result of the cell.
  ///
  /// - Parameter subject: The result with all that belongs to it.
  /// - Returns: What the page shows under the cell.
  /// - Throws: What reading an artifact throws.
  func figures(of subject: CellSubject) throws -> [Figure]

  /// Says what was expected of the result and does not hold.
  func failures(of artifact: ArtifactBytes, cell: String) throws -> [Diagnostic]
}

extension ReportedCell {
  /// Nothing was expected.
  func failures(of artifact: ArtifactBytes, cell: String) throws -> [Diagnostic] { [] }
}

/// The result of another cell than the one that is drawn.
struct OtherCell {
  var artifact: ArtifactBytes
  var outline: any Sendable

  /// The results of its plots that needed computing, by name.
  var plots: [String: ArtifactBytes]
}

/// The result of a cell, with the results of its plots and of the cells it speaks of.
struct CellSubject {
  var words: Words
  var artifact: ArtifactBytes

  /// The results of the plots that needed computing, by name.
  var plots: [String: ArtifactBytes]

  /// The result of another cell's step, with what was known of that cell; nil where it has none.
  var other: (_ step: Int) -> OtherCell?

  /// Why a step has no result, in the words of the page; nil where it has one.
  var problem: (_ step: Int) -> String?

  /// What a plot of the cell draws.
  func plotSubject(_ outline: any Sendable) -> PlotSubject {
    PlotSubject(
      words: words, artifact: artifact, outline: outline, earlierFits: earlierFits(of: outline),
      plots: plots)
  }

  /// Draws another cell as if it stood here.
  ///
  /// - Parameter step: The step of that cell.
  /// - Returns: Its figures; none where it has no result.
  /// - Throws: What reading an artifact throws.
  func figures(ofOther step: Int) throws -> [Figure] {
    guard let other = other(step), let cell = other.outline as? any ReportedCell else { return [] }
    var subject = self
    subject.artifact = other.artifact
    subject.plots = other.plots
    return try cell.figures(of: subject)
  }

  /// The results of the fits that a fit goes on from; none for another cell.
  func earlierFits(of outline: any Sendable) -> [ArtifactBytes] {
    ((outline as? FitOutline)?.earlierFits ?? []).compactMap { other($0.step)?.artifact }
  }

  /// Draws the plots of a cell whose subject is the cell itself.
  func draw(_ calls: [PlotCall], _ outline: any Sendable) throws -> [Figure] {
    try calls.flatMap { try $0.plot.figures(of: plotSubject(outline)) }
  }
}

extension DatasetOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] { try subject.draw(plots, self) }
}

extension ModelOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] { try subject.draw(plots, self) }
}

extension CompileOutline: ReportedCell {
  /// The source of the cell says it all.
  func figures(of subject: CellSubject) throws -> [Figure] { [] }
}

extension FitOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] { try subject.draw(plots, self) }
}
