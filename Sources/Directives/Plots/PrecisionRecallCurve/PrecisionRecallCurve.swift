import Diagnostics
import Engine
import Execution
import Reports
import Schemas

/// Draws precision against recall of every class, at every threshold.
struct PrecisionRecallCurve: EvaluationPlot {
  var classes: [Located<String>]?

  static let schema = Schema<Self>(
    "PrecisionRecallCurve",
    summary: "Draws precision against recall of every class, at every threshold.",
    [Field("classes", \.classes, doc: "The classes to draw, each against all others.")])

  static let directives: Set<String> = ["evaluate"]

  func check(
    _ context: inout CheckContext, _ evaluation: Evaluation, at span: SourceSpan?
  ) -> Bool {
    ClassCurves.check(classes, &context, evaluation)
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let words = subject.words
    let drawn = try ClassCurves(of: subject, classes: classes) { curve in
      curve.averagePrecision.map { (curve.precisionRecallSteps, $0) }
    }
    guard !drawn.curves.isEmpty else { return [] }
    return [
      .curves(
        CurveChart(
          title: words.precisionRecallCurve, xTitle: words.recall, yTitle: words.precision,
          valueTitle: words.averagePrecision, curves: drawn.curves, hasDiagonal: false,
          remarks: drawn.remarks))
    ]
  }
}
