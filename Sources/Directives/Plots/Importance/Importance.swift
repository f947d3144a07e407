import Reports
import Schemas
import Tuning

/// Draws how much of the differences between scores each hyperparameter explains by itself.
struct Importance: Plot {
  static let schema = Schema<Self>(
    "Importance",
    summary: "Draws how much of the differences between scores each hyperparameter explains.", [])

  static let directives: Set<String> = ["tune"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let summary = try TuneResult(decoding: subject.artifact).summary
    let words = subject.words
    guard let shares = summary.importance, let first = shares.first else {
      return [.sentences([words.importanceUnknown], smallPrint: words.importanceRule)]
    }
    let title = words.importance(summary.objective)
    let chart = ValueBarChart(
      title: title, groupTitle: words.hyperparameter, groups: shares.map(\.name),
      series: [
        ValueBarChart.Series(
          name: "%",
          bars: shares.map {
            ValueBarChart.Bar(value: $0.value, text: words.numbers.percent($0.value, 0))
          })
      ], remarks: [words.mostImportant(first.name, words.numbers.percent(first.value, 0))])
    return [.valueBars(chart), .sentences([], smallPrint: words.importanceRule)]
  }
}
