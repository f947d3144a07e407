import Engine
import Reports
import Schemas

/// Draws loss and metrics over the whole history of a model.
struct LearningCurves: Plot {
  static let schema = Schema<Self>(
    "LearningCurves", summary: "Draws loss and metrics over the whole history of a model.", [])

  static let directives: Set<String> = ["fit", "show"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let history = try WholeHistory(of: subject)
    let words = subject.words
    let names = history.series.filter { series in
      // A rate that nothing has changed is no curve.
      !series.name.hasPrefix("val_")
        && (series.name != "learning_rate" || Set(series.values).count > 1)
    }.map(\.name)
    return names.map { name in
      let lines = history.series.filter { $0.name == name || $0.name == "val_\(name)" }
      return .lines(
        LineChart(
          title: words.metricOverEpochs(words.title(ofMetric: name))
            + (history.seedCount > 1 ? " (\(words.meanOfSeeds(history.seedCount)))" : ""),
          series: lines.map { line in
            let isValidation = line.name != name
            return LineChart.Series(
              name: lines.count == 1
                ? words.title(ofMetric: name)
                : isValidation ? words.validation : words.training,
              values: line.values, isValidation: isValidation,
              deviations: history.deviations[line.name] ?? [])
          }, marks: history.marks,
          prefersSmall: name.contains("loss") || name.contains("error"),
          isLogarithmic: name == "learning_rate"))
    }
  }
}

/// The metrics of all fits of a model, one after the other.
struct WholeHistory {
  /// The metrics; where a fit did not watch one, its epochs hold no number.
  var series: [FitResult.Series] = []

  /// The standard deviation of every epoch, by metric; no number for epochs with one seed.
  var deviations: [String: [Double]] = [:]

  /// The most seeds of a fit.
  var seedCount = 1

  /// Where another fit begins.
  var marks: [LineChart.Mark] = []

  /// The histories of a fit and of those before it.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - statistics: What is taken of every fit; its metrics where nothing is said.
  /// - Throws: What reading an artifact throws.
  init(
    of fit: PlotSubject, _ statistics: (FitResult.Record) -> [SeedStatistics] = { $0.statistics }
  ) throws {
    var count = 0
    let models = (fit.outline as? FitOutline)?.models ?? []
    for (place, artifact) in (fit.earlierFits + [fit.artifact]).enumerated() {
      let record = try FitResult(decoding: artifact).record
      if count > 0 {
        let isOther = place < models.count && models[place] != models[place - 1]
        marks.append(LineChart.Mark(after: count, isFineTuning: isOther))
      }
      seedCount = max(seedCount, record.seedCount)
      for own in statistics(record) {
        if !own.deviations.isEmpty {
          let known = deviations[own.name] ?? []
          let missing = Array(repeating: Double.nan, count: count - known.count)
          deviations[own.name] = known + missing + own.deviations
        }
        if let index = series.firstIndex(where: { $0.name == own.name }) {
          series[index].values += own.means
        } else {
          let missing = Array(repeating: Double.nan, count: count)
          series.append(FitResult.Series(name: own.name, values: missing + own.means))
        }
      }
      count += record.statistics.first?.means.count ?? 0
      for index in series.indices where series[index].values.count < count {
        let missing = count - series[index].values.count
        series[index].values += Array(repeating: Double.nan, count: missing)
      }
    }
  }

  /// The values of a metric; nil where none of the fits watched it.
  func values(of name: String) -> [Double]? { series.first { $0.name == name }?.values }
}
