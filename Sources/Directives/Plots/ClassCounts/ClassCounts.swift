import Reports
import Schemas

/// Counts the examples of every class.
struct ClassCounts: Plot {
  static let schema = Schema<Self>(
    "ClassCounts", summary: "Counts the examples of every class.", [])

  static let directives: Set<String> = ["dataset"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let result = try DatasetResult(decoding: subject.artifact)
    return [
      .bars(
        BarChart(
          title: subject.words.classCounts, groups: result.classNames,
          series: result.splits.map { (name: $0.name, values: $0.classCounts) }))
    ]
  }
}
