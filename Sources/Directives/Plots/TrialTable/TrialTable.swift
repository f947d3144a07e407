import Reports
import Schemas
import Tuning

/// Lists the trials of a search with their hyperparameters and scores, the best one first.
struct TrialTable: Plot {
  static let schema = Schema<Self>(
    "TrialTable", summary: "Lists the trials of a search, the best one first.",
    [
      Field(
        "n", \.count, .atLeast(1), doc: "How many of them; by default all.")
    ])

  var count: Int?

  static let directives: Set<String> = ["tune"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let outline = subject.outline as? TuneOutline else { return [] }
    let result = try TuneResult(decoding: subject.artifact)
    let words = subject.words
    let trials = result.summary.trials
    let order = trials.map { trial in
      TrialOutcome(trial.configuration, merit: outline.objective.merit(trial.score))
    }.ranking
    let names = outline.space.hyperparameters.map(\.name)
    let rows = order.prefix(count ?? order.count).map { index -> [String] in
      let trial = trials[index]
      return ["\(trial.number)"]
        + names.map { name in trial.configuration[name].map { words.text(of: $0) } ?? "–" }
        + [
          trial.score.map { words.numbers.short($0) } ?? words.trialFailed,
          words.numbers.integer(trial.epochs),
        ]
    }
    let table = DataTable(
      caption: words.trials,
      columns: [DataTable.Column(words.trial, isNumeric: true)]
        + outline.space.hyperparameters.map {
          DataTable.Column($0.name, isNumeric: $0.domain.isNumeric)
        }
        + [result.summary.objective, words.epochs].map { DataTable.Column($0, isNumeric: true) },
      rows: rows)
    let more = order.count - rows.count
    let failures = trials.compactMap { trial in
      trial.failure.map { Figure.problem("\(words.trial) \(trial.number): \($0)") }
    }
    return [.table(table)]
      + (more > 0 ? [.sentences([words.andMore(more)], smallPrint: nil)] : []) + failures
  }
}

extension Words {
  /// A value of a hyperparameter as a table shows it.
  func text(of value: HyperparameterValue) -> String {
    switch value {
    case .integer(let number): numbers.integer(number)
    case .real(let number): numbers.short(number)
    default: value.description
    }
  }
}

extension Domain {
  /// Whether all values are numbers.
  var isNumeric: Bool {
    gridValues.allSatisfy {
      switch $0 {
      case .integer, .real: true
      default: false
      }
    }
  }
}
