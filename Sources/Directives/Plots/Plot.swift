import Notebooks
import Diagnostics
import Execution
import Reports
import Schemas

/// Something that a report draws under a cell.
protocol Plot: Declared {
  /// The directives whose cells can show it.
  static var directives: Set<String> { get }

  /// Draws it.
  ///
  /// - Parameter subject: What is drawn.
  /// - Returns: Figures; none where the subject has nothing of the kind.
  /// - Throws: What reading an artifact throws.
  func figures(of subject: PlotSubject) throws -> [Figure]
}

/// What a plot draws: a cell's result, with what the notebook says of it.
struct PlotSubject {
  /// The words of the page.
  var words: Words

  /// The result of the cell, or of the cell that a show cell speaks of.
  var artifact: ArtifactBytes

  /// What was known of that cell before it ran.
  var outline: any Sendable

  /// The results of the fits that a fit goes on from, in order.
  var earlierFits: [ArtifactBytes] = []

  /// The results of the cell's plots that needed computing, by the plots' names.
  var plots: [String: ArtifactBytes]

  /// The points, where the cell is a sweep.
  var comparison: PointComparison?
}

/// A plot as a value of a field.
struct PlotCall: SchemaValue {
  var plot: any Plot
  var span: SourceSpan?

  static var expected: String { "a plot" }

  /// Some plots as a default.
  static func list(_ plots: any Plot...) -> [PlotCall] { plots.map { PlotCall(plot: $0) } }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    PlotCatalog.catalog.read(raw, &diagnostics).flatMap { $0.value as? any Plot }
      .map { Self(plot: $0, span: raw.span) }
  }

  var canonical: Canonical { plot.canonical }
}

extension [PlotCall] {
  /// Reports plots that the cell cannot show; false after a mistake.
  @discardableResult
  func check(in context: inout CheckContext) -> Bool {
    var isGood = true
    for call in self where !type(of: call.plot).directives.contains(context.cell.directive) {
      let name = type(of: call.plot).schemaName
      let places = type(of: call.plot).directives.sorted().joined(separator: ", ")
      context.error(
        "plot-place",
        "a \(context.cell.directive) cell cannot show \(name); it belongs to \(places)",
        at: call.span)
      isGood = false
    }
    return isGood
  }
}
