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
    let metrics = record.statistics
    let count = metrics.first?.means.count ?? 0
    return [
      .table(
        DataTable(
          caption: record.seedCount > 1 ? words.meanOfSeeds(record.seedCount) : nil,
          columns: [DataTable.Column(words.epoch, isNumeric: true)]
            + metrics.map { DataTable.Column($0.name, isNumeric: true) },
          rows: (0..<count).map { epoch in
            ["\(record.initialEpoch + epoch + 1)"]
              + metrics.map {
                words.numbers.short($0.means[epoch], deviations: $0.deviations, epoch)
              }
          }))
    ]
  }
}
