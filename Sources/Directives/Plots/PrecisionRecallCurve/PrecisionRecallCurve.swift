import Engine
import Reports
import Schemas

/// Draws precision against recall of every class, at every threshold.
struct PrecisionRecallCurve: Plot {
  static let schema = Schema<Self>(
    "PrecisionRecallCurve",
    summary: "Draws precision against recall of every class, at every threshold.", [])

  static let directives: Set<String> = ["evaluate"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let words = subject.words
    let curves = try ClassCurves.curves(of: subject) { curve in
      curve.averagePrecision.map { (curve.precisionRecallSteps, $0) }
    }
    guard !curves.isEmpty else { return [] }
    return [
      .curves(
        CurveChart(
          title: words.precisionRecallCurve, xTitle: words.recall, yTitle: words.precision,
          valueTitle: words.averagePrecision, curves: curves, hasDiagonal: false))
    ]
  }
}
