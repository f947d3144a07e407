import Engine
import Execution
import Reports
import Schemas

/// Draws a metric of the points of a sweep over the epochs.
struct ComparisonCurves: ComparisonPlot {
  var metric: Located<String>?

  static let schema = Schema<Self>(
    "Curves", summary: "Draws a metric of the points of a sweep over the epochs.",
    [
      Field(
        "metric", \.metric,
        doc: "A metric of the training; by default the validation's of what is compared first.")
    ])

  /// More lines than these in one chart cannot be told apart.
  private static let mostLines = 6

  func problem(in scope: ComparisonScope) -> ComparisonProblem? {
    ComparisonScope.problem(with: metric, among: scope.histories)
  }

  func figures(of comparison: PointComparison) throws -> [Figure] {
    let record = comparison.record
    guard let name = name(comparison) else { return [] }
    // Charts for the values of the first axes, until each has few enough lines.
    var shared = 0
    var lines = record.points.count
    while lines > Self.mostLines, shared + 1 < record.axes.count {
      lines /= record.axes[shared].values.count
      shared += 1
    }
    let title = comparison.words.metricOverEpochs(comparison.words.title(ofMetric: name))
    var figures: [Figure] = []
    for first in stride(from: 0, to: record.points.count, by: lines) {
      let labels = record.labels(ofPoint: first).prefix(shared).joined(separator: ", ")
      let series = try (first..<first + lines).compactMap { point in
        try self.series(of: point, name, naming: shared..., comparison)
      }
      guard !series.isEmpty else { continue }
      figures.append(
        .lines(
          LineChart(
            title: labels.isEmpty ? title : "\(title): \(labels)", series: series, marks: [],
            prefersSmall: name.contains("loss") || name.contains("error"))))
    }
    return figures
  }

  private func name(_ comparison: PointComparison) -> String? {
    if let metric { return metric.value }
    let known = comparison.outline.historyNames
    let wanted =
      comparison.outline.compared.flatMap { ["val_\($0)", $0] } + ["val_loss", "loss"]
    return wanted.first { known.contains($0) } ?? known.first
  }

  /// The line of a point; nil where one of its seeds was not trained.
  private func series(
    of point: Int, _ name: String, naming axes: PartialRangeFrom<Int>,
    _ comparison: PointComparison
  ) throws -> LineChart.Series? {
    var values: [[Double]] = []
    for chain in comparison.outline.points[point].chains {
      guard let artifact = comparison.result(chain.fit.step) else { return nil }
      let record = try FitResult(decoding: artifact).record
      guard let series = record.history.first(where: { $0.name == name }) else { return nil }
      values.append(series.values)
    }
    let spreads = (0..<(values.map(\.count).max() ?? 0)).compactMap { epoch in
      Spread(values.filter { $0.indices.contains(epoch) }.map { $0[epoch] })
    }
    return LineChart.Series(
      name: comparison.record.labels(ofPoint: point)[axes].joined(separator: ", "),
      values: spreads.map(\.mean), isValidation: false,
      deviations: values.count > 1 ? spreads.map { $0.deviation ?? .nan } : [])
  }
}
