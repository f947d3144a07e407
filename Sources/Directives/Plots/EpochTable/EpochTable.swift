import Engine
import Reports
import Schemas

/// Lists the metrics of every epoch.
struct EpochTable: Plot {
  static let schema = Schema<Self>(
    "EpochTable", summary: "Lists the metrics of every epoch.", [])

  static let directives: Set<String> = ["fit", "show"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let record = try FitResult(decoding: subject.artifact).record
    let words = subject.words
    let count = record.history.first?.values.count ?? 0
    return [
      .table(
        DataTable(
          columns: [DataTable.Column(words.epoch, isNumeric: true)]
            + record.history.map { DataTable.Column($0.name, isNumeric: true) },
          rows: (0..<count).map { epoch in
            ["\(record.initialEpoch + epoch + 1)"]
              + record.history.map { words.numbers.short($0.values[epoch]) }
          }))
    ]
  }
}
