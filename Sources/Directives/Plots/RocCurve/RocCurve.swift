import Engine
import Reports
import Schemas

/// Draws true against false positives of every class, at every threshold.
struct RocCurve: Plot {
  static let schema = Schema<Self>(
    "RocCurve", summary: "Draws true against false positives of every class, at every threshold.",
    [])

  static let directives: Set<String> = ["evaluate"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let words = subject.words
    let curves = try ClassCurves.curves(of: subject) { curve in
      curve.areaUnderROC.map { (curve.receiverOperatingCharacteristic, $0) }
    }
    guard !curves.isEmpty else { return [] }
    return [
      .curves(
        CurveChart(
          title: words.rocCurve, xTitle: words.falsePositiveRate, yTitle: words.truePositiveRate,
          valueTitle: words.areaUnderCurve, curves: curves, hasDiagonal: true))
    ]
  }
}
