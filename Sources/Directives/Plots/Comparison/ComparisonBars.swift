import Reports
import Schemas

/// Draws the points of a sweep as bars, a chart for every metric that is compared.
struct ComparisonBars: ComparisonPlot {
  var metric: Located<String>?

  static let schema = Schema<Self>(
    "Bars", summary: "Draws the points of a sweep as bars, a chart for every metric.",
    [Field("metric", \.metric, doc: "Only this metric; by default all that are compared.")])

  func problem(in scope: ComparisonScope) -> ComparisonProblem? {
    ComparisonScope.problem(with: metric, among: scope.metrics)
  }

  func figures(of comparison: PointComparison) throws -> [Figure] {
    let record = comparison.record
    guard let last = record.axes.indices.last else { return [] }
    // The last axis' values stand beside each other, in colours; a single axis has none to spare.
    let colours = record.axes.count > 1 ? record.axes[last].values.count : 1
    let groups = record.points.count / colours
    return comparison.metrics(named: metric).map { metric in
      let spreads = record.points.indices.map { record.spread(ofPoint: $0, metric: metric) }
      return .measures(
        MeasureChart(
          title: comparison.words.sweep.byMetric(comparison.title(ofMetric: metric)),
          measure: comparison.title(ofMetric: metric),
          groups: (0..<groups).map { group in
            let labels = record.labels(ofPoint: group * colours)
            return (colours > 1 ? Array(labels.dropLast()) : labels).joined(separator: ", ")
          },
          series: (0..<colours).map { colour in
            let ofColour = (0..<groups).map { spreads[$0 * colours + colour] }
            return MeasureChart.Series(
              name: colours > 1 ? record.axes[last].values[colour].label : "",
              values: ofColour.map { $0?.mean }, deviations: ofColour.map { $0?.deviation })
          }, prefersSmall: record.metrics[metric].prefersSmall))
    }
  }
}
