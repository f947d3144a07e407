import Reports
import Schemas

/// Counts which classes are taken for which.
struct ConfusionMatrix: Plot {
  var normalize = true

  static let schema = Schema<Self>(
    "ConfusionMatrix", summary: "Counts which classes are taken for which.",
    [
      Field(
        "normalize", \.normalize,
        doc: "Whether cells show the share of their true class, in percent.")
    ])

  static let directives: Set<String> = ["evaluate"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let record = try EvaluateResult(decoding: subject.artifact).record
    guard let counts = record.confusion, let outline = subject.outline as? EvaluateOutline else {
      return []
    }
    return [
      .matrix(
        MatrixChart(classes: outline.classNames, counts: counts, isNormalized: normalize))
    ]
  }
}
