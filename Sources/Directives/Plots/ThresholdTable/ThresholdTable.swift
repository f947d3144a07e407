import Diagnostics
import Engine
import Execution
import Reports
import Schemas

/// Lists what thresholds for the probability of a class come to, with the best of all.
struct ThresholdTable: EvaluationPlot {
  var className: Located<String>?
  var steps = 10

  static let schema = Schema<Self>(
    "ThresholdTable",
    summary: "Lists what thresholds for the probability of a class come to, with the best of all.",
    [
      Field(
        "class_name", \.className, doc: "The class to find; of two classes by default the second."),
      Field("steps", \.steps, .within(2...100), doc: "In how many steps thresholds go up to 1."),
    ])

  static let directives: Set<String> = ["evaluate"]

  private static let decimals = 3

  func check(
    _ context: inout CheckContext, _ evaluation: Evaluation, at span: SourceSpan?
  ) -> Bool {
    guard evaluation.checkProbabilities(&context, for: Self.schema.name, at: span) else {
      return false
    }
    if let className { return evaluation.label(of: className, &context) != nil }
    let names = evaluation.classNames
    guard names.count != 2 else { return true }
    context.error(
      "plot-binary",
      "ThresholdTable is about one class, the data have \(names.count): say which, such as "
        + "class_name='\(names.first ?? "")'", at: span)
    return false
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let judgement = try Judgement(of: subject) else { return [] }
    let label = className.flatMap { judgement.classNames.firstIndex(of: $0.value) } ?? 1
    let curve = judgement.curve(of: label)
    guard let byF1 = curve.bestByF1, let byYouden = curve.bestByYouden else { return [] }
    let words = subject.words
    let given = (1..<steps).map { curve.operatingPoint(at: Double($0) / Double(steps)) }
    let points = (given + [byF1, byYouden].filter { !given.contains($0) })
      .reduce(into: [OperatingPoint]()) { if !$0.contains($1) { $0.append($1) } }
      .sorted { $0.threshold < $1.threshold }
    func text(_ value: Double) -> String { words.numbers.fixed(value, Self.decimals) }
    let rows = points.map { point in
      let marks =
        (point == byF1 ? ["F1"] : []) + (point == byYouden ? [words.judging.youden] : [])
      let threshold =
        given.contains(point)
        ? words.numbers.shortest(point.threshold) : words.numbers.fixed(point.threshold, 4)
      return [threshold, marks.joined(separator: ", ")]
        + [point.precision, point.recall, point.specificity, point.f1, point.youden].map(text)
    }
    let table = DataTable(
      caption: words.judging.thresholdsFor(judgement.name(label)),
      // The marks stand in front, where a narrow screen shows them.
      columns: [
        DataTable.Column(words.threshold, isNumeric: true), DataTable.Column(words.judging.best),
      ]
        + [
          words.precision, words.recall, words.judging.specificity, "F1", words.judging.youden,
        ].map { DataTable.Column($0, isNumeric: true) },
      rows: rows)
    return [
      .table(table),
      .sentences(
        [
          words.judging.highestAt(
            "F1", text(byF1.f1), words.numbers.fixed(byF1.threshold, 4)),
          words.judging.highestAt(
            words.judging.youden, text(byYouden.youden),
            words.numbers.fixed(byYouden.threshold, 4)),
        ], smallPrint: words.judging.thresholdRule),
    ]
  }
}
