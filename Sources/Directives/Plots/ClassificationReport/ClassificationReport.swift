import Engine
import Reports
import Schemas

/// Lists precision, recall and F1 of every class.
struct ClassificationReport: Plot {
  static let schema = Schema<Self>(
    "ClassificationReport", summary: "Lists precision, recall and F1 of every class.", [])

  static let directives: Set<String> = ["evaluate"]

  private static let decimals = 3

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let record = try EvaluateResult(decoding: subject.artifact).record
    guard let counts = record.confusion, let outline = subject.outline as? EvaluateOutline else {
      return []
    }
    let words = subject.words
    let report = Engine.ClassificationReport(confusion: counts.map { $0.map(Double.init) })
    func row(_ name: String, _ row: Engine.ClassificationReport.Row) -> [String] {
      [name]
        + [row.precision, row.recall, row.f1].map { words.numbers.fixed($0, Self.decimals) }
        + [words.numbers.integer(Int(row.support))]
    }
    return [
      .table(
        DataTable(
          caption: words.judging.classificationReport,
          columns: [DataTable.Column(words.className)]
            + [words.precision, words.recall, "F1", words.examples].map {
              DataTable.Column($0, isNumeric: true)
            },
          rows: zip(outline.classNames, report.classes).map(row)
            + [
              row("\(words.judging.allTogether) (micro)", report.micro),
              row("\(words.classMean) (macro)", report.macro),
            ],
          footer: row("\(words.exampleMean) (weighted)", report.weighted)))
    ]
  }
}
