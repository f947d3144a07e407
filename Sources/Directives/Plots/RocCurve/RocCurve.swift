import Diagnostics
import Engine
import Execution
import Reports
import Schemas

/// Draws true against false positives of every class, at every threshold.
struct RocCurve: EvaluationPlot {
  var classes: [Located<String>]?

  static let schema = Schema<Self>(
    "RocCurve", summary: "Draws true against false positives of every class, at every threshold.",
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
      curve.areaUnderROC.map { (curve.receiverOperatingCharacteristic, $0) }
    }
    guard !drawn.curves.isEmpty else { return [] }
    return [
      .curves(
        CurveChart(
          title: words.rocCurve, xTitle: words.falsePositiveRate, yTitle: words.truePositiveRate,
          valueTitle: words.areaUnderCurve, curves: drawn.curves, hasDiagonal: true,
          remarks: drawn.remarks))
    ]
  }
}
