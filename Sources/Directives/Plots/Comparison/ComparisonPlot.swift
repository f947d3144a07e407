import Diagnostics
import Execution
import Reports
import Schemas

/// A plot of the points of a sweep.
protocol ComparisonPlot: Plot {
  /// Says what in the plot does not fit the sweep; nil where all does.
  func problem(in scope: ComparisonScope) -> ComparisonProblem?

  /// Draws the points.
  ///
  /// - Parameter comparison: The points with their numbers.
  /// - Returns: Figures.
  /// - Throws: What reading an artifact throws.
  func figures(of comparison: PointComparison) throws -> [Figure]
}

extension ComparisonPlot {
  static var directives: Set<String> { [Sweep.schemaName] }

  func problem(in scope: ComparisonScope) -> ComparisonProblem? { nil }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    try subject.comparison.map { try figures(of: $0) } ?? []
  }
}

/// What a plot of a sweep can name.
struct ComparisonScope {
  var axes: [String]
  var metrics: [String]
  var histories: [String]

  /// Says what is wrong with the name of a metric; nil where it is one of some.
  static func problem(
    with metric: Located<String>?, among names: [String]
  ) -> ComparisonProblem? {
    guard let metric, !names.contains(metric.value) else { return nil }
    return ComparisonProblem(
      id: "compare-unknown",
      message: "there is no metric '\(metric.value)'; the points have "
        + names.joined(separator: ", "),
      span: metric.span, suggestion: NearMiss.of(metric.value, among: names))
  }
}

/// What does not fit.
struct ComparisonProblem {
  var id: String
  var message: String
  var span: SourceSpan?
  var suggestion: String?
}

/// The points of a sweep as plots draw them.
struct PointComparison {
  var words: Words
  var record: SweepResult.Record
  var outline: SweepOutline

  /// The result of a cell of a point; nil where it has none.
  var result: (_ step: Int) -> ArtifactBytes?

  /// The metrics that are compared, by their places in the record.
  var compared: [Int] { outline.compared.compactMap { record.index(ofMetric: $0) } }

  /// The metric that a plot names, or else all that are compared.
  func metrics(named name: Located<String>?) -> [Int] {
    name.map { [record.index(ofMetric: $0.value)].compactMap { $0 } } ?? compared
  }

  /// A metric as the page calls it.
  func title(ofMetric metric: Int) -> String {
    words.title(ofMetric: record.metrics[metric].name)
  }

  /// A number with its deviation.
  func text(_ spread: Spread) -> String {
    words.numbers.short(spread.mean, deviations: spread.deviation.map { [$0] } ?? [], 0)
  }

  /// Of some points the best, and those that are not worse by more than chance: their ranges overlap
  /// with that of the best.
  func leaders(_ metric: Int, among points: [Int]) -> Leaders? {
    record.best(metric, among: points).map { best in
      let equals = points.filter { point in
        point != best.point
          && record.spread(ofPoint: point, metric: metric).map {
            $0.overlaps(best.spread) || $0.mean == best.spread.mean
          } ?? false
      }
      return Leaders(best: best.point, spread: best.spread, equals: equals)
    }
  }

  /// The best point, and those that are no different from it.
  struct Leaders {
    var best: Int
    var spread: Spread
    var equals: [Int]
  }
}
