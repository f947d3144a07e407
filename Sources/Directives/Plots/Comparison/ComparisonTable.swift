import Reports
import Schemas

/// Lists the points of a sweep with their numbers, and marks the best.
struct ComparisonTable: ComparisonPlot {
  static let schema = Schema<Self>(
    "Table", summary: "Lists the points of a sweep with their numbers, and marks the best.", [])

  func figures(of comparison: PointComparison) throws -> [Figure] {
    let record = comparison.record
    let words = comparison.words
    let metrics = comparison.compared
    let leaders = metrics.map { metric in
      record.comparable.compactMap { comparison.leaders(metric, among: $0) }
    }
    let rows = record.points.indices.map { point -> [String] in
      guard record.points[point].runs != nil else {
        let rest = Array(repeating: "–", count: max(metrics.count - 1, 0))
        return record.labels(ofPoint: point) + [words.sweep.failed] + rest
      }
      return record.labels(ofPoint: point)
        + metrics.enumerated().map { column, metric in
          guard let spread = record.spread(ofPoint: point, metric: metric) else { return "–" }
          let mark =
            leaders[column].contains { $0.best == point }
            ? SweepWords.bestMark
            : leaders[column].contains { $0.equals.contains(point) } ? SweepWords.equalMark : nil
          return (mark.map { "\($0) " } ?? "") + comparison.text(spread)
        }
    }
    let table = DataTable(
      caption: record.seedCount > 1 ? words.meanOfSeeds(record.seedCount) : nil,
      columns: record.axes.map { DataTable.Column($0.name) }
        + metrics.map {
          DataTable.Column(record.metrics[$0].name, isNumeric: true)
        }, rows: rows)
    return [.table(table), verdict(comparison)]
  }

  /// The best points in words, and what is behind the marks.
  private func verdict(_ comparison: PointComparison) -> Figure {
    let record = comparison.record
    let words = comparison.words
    var sentences: [String] = []
    for (metric, points) in comparison.compared.flatMap({ metric in
      record.comparable.map { (metric, $0) }
    }) {
      guard let leaders = comparison.leaders(metric, among: points) else { continue }
      sentences.append(
        words.sweep.best(
          comparison.title(ofMetric: metric), comparison.text(leaders.spread),
          comparison.outline.points[leaders.best].description))
      guard !leaders.equals.isEmpty else { continue }
      sentences.append(
        words.sweep.noDifference(
          leaders.equals.prefix(Self.mostNames).map { comparison.outline.points[$0].description },
          max(leaders.equals.count - Self.mostNames, 0)))
    }
    if sentences.isEmpty { return .sentences([words.sweep.allFailed], smallPrint: nil) }
    return .sentences(
      sentences,
      smallPrint: record.seedCount > 1 ? words.sweep.spreadRule : words.sweep.oneSeedRule)
  }

  /// More names than these are no sentence.
  private static let mostNames = 3
}
