import Diagnostics
import Reports
import Schemas

/// Draws a metric of a sweep by two of its axes, the mean over the others.
struct ComparisonHeatMap: ComparisonPlot {
  var x: Located<String>?
  var y: Located<String>?
  var metric: Located<String>?

  static let schema = Schema<Self>(
    "HeatMap", summary: "Draws a metric of a sweep by two of its axes, the mean over the others.",
    [
      Field("x", \.x, doc: "The axis that goes across; by default the last."),
      Field("y", \.y, doc: "The axis that goes down; by default the first of the others."),
      Field("metric", \.metric, doc: "Only this metric; by default all that are compared."),
    ])

  func problem(in scope: ComparisonScope) -> ComparisonProblem? {
    guard scope.axes.count > 1 else {
      return ComparisonProblem(
        id: "heat-map-axes", message: "a heat map needs two axes; the sweep has one")
    }
    for axis in [x, y] {
      guard let axis, !scope.axes.contains(axis.value) else { continue }
      return ComparisonProblem(
        id: "axis-unknown",
        message: "the sweep has no axis '\(axis.value)'; it has "
          + scope.axes.joined(separator: ", "),
        span: axis.span, suggestion: NearMiss.of(axis.value, among: scope.axes))
    }
    if let x, let y, x.value == y.value {
      return ComparisonProblem(
        id: "heat-map-axes", message: "a heat map needs two axes, not '\(x.value)' twice",
        span: y.span)
    }
    return ComparisonScope.problem(with: metric, among: scope.metrics)
  }

  func figures(of comparison: PointComparison) throws -> [Figure] {
    let record = comparison.record
    let names = record.axes.map(\.name)
    let across =
      x.flatMap { names.firstIndex(of: $0.value) }
      ?? names.indices.last { names[$0] != y?.value } ?? 0
    let down =
      y.flatMap { names.firstIndex(of: $0.value) } ?? names.indices.first { $0 != across } ?? 0
    let others = names.indices.filter { $0 != across && $0 != down }.map { names[$0] }
    return comparison.metrics(named: metric).map { metric in
      let title = comparison.title(ofMetric: metric)
      let cells = record.axes[down].values.indices.map { row in
        record.axes[across].values.indices.map { column -> Double? in
          let points = record.points.indices.filter {
            record.points[$0].values[down] == row && record.points[$0].values[across] == column
          }
          let means = points.compactMap { record.spread(ofPoint: $0, metric: metric)?.mean }
          // The mean of some of the points would be compared with the mean of all.
          return means.count == points.count ? Spread(means)?.mean : nil
        }
      }
      return .heat(
        HeatChart(
          title: others.isEmpty ? title : "\(title) (\(comparison.words.sweep.meanOver(others)))",
          rowTitle: names[down], columnTitle: names[across],
          rows: record.axes[down].values.map(\.label),
          columns: record.axes[across].values.map(\.label), values: cells,
          prefersSmall: record.metrics[metric].prefersSmall))
    }
  }
}
