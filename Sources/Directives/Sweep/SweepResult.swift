import Diagnostics
import Execution

/// What a sweep leaves: the numbers of its points, and the same as tables in files.
struct SweepResult: Artifact {
  /// An axis.
  struct Axis: Codable, Equatable {
    var name: String
    var values: [AxisValue]
  }

  /// A value of an axis.
  struct AxisValue: Codable, Equatable {
    var label: String
    /// Whether the label is a name that the author gave.
    var isName: Bool

    /// The value as it stands in the results.
    var json: JSON {
      if isName { return .string(label) }
      if let number = Int(label) { return .integer(number) }
      if let number = Double(label), number.isFinite { return .double(number) }
      return switch label.lowercased() {
      case "true": .bool(true)
      case "false": .bool(false)
      default: .string(label)
      }
    }
  }

  /// A number that points have.
  struct Metric: Codable, Equatable {
    var name: String
    var prefersSmall: Bool
    /// Whether it is the training's, after its last epoch.
    var isWatched: Bool
  }

  /// What a point came to with one seed.
  struct Run: Codable, Equatable {
    var seed: UInt64
    /// The numbers in the order of the metrics; nil for one that this point does not have.
    var numbers: [Double?]
    /// Epochs that were trained.
    var epochs: Int
  }

  /// A point.
  struct Point: Codable, Equatable {
    /// The index of every axis' value.
    var values: [Int]
    /// What it came to with its seeds; nil where one of them failed.
    var runs: [Run]?
  }

  /// The record.
  struct Record: Codable, Equatable {
    /// The name of the sweep, which its files have.
    var name: String
    var axes: [Axis]
    var metrics: [Metric]
    var points: [Point]
  }

  var record: Record

  /// The numbers of the points, and those of their epochs.
  private var tables: [ArtifactBytes.Attachment]

  static let kind = "sweep"
  static let formatVersion = 1

  private static let attachments = ["points", "epochs"]

  init(record: Record, epochs: [UInt8]) {
    self.record = record
    tables = [Array(record.table.utf8), epochs].map { ArtifactBytes.Attachment($0) }
  }

  init(decoding bytes: ArtifactBytes) throws {
    record = try RecordCoding.decode(Record.self, bytes.record)
    tables = try Self.attachments.map { try bytes.attachment($0) }
  }

  func encoded() throws -> ArtifactBytes {
    ArtifactBytes(
      record: try RecordCoding.encode(record),
      attachments: Dictionary(
        zip(Self.attachments, tables), uniquingKeysWith: { first, _ in first }),
      facets: [:])
  }

  var files: [(path: String, contents: ArtifactBytes.Attachment)] {
    zip(record.fileNames, tables).map { ($0, $1) }
  }

  var json: JSON {
    let all = Array(record.points.indices)
    var members = [
      JSON.Member(name: "points", value: .array(all.map { record.json(ofPoint: $0) })),
      JSON.Member(name: "best", value: record.json(ofBestAmong: all)),
    ]
    if let axis = record.dataAxis {
      members.append(
        JSON.Member(
          name: "best_by_data",
          value: .object(
            zip(record.axes[axis].values, record.comparable).map {
              JSON.Member(name: $0.label, value: record.json(ofBestAmong: $1))
            })))
    }
    return .object(members)
  }
}

extension SweepResult.Record {
  /// The files of the sweep, below the notebook's folder of outputs: points, epochs.
  var fileNames: [String] { ["\(name).csv", "\(name)-epochs.csv"] }

  /// The most seeds of a point.
  var seedCount: Int { points.map { $0.runs?.count ?? 0 }.max() ?? 0 }

  /// The label of a point's value on an axis.
  func label(ofPoint point: Int, axis: Int) -> String {
    axes[axis].values[points[point].values[axis]].label
  }

  /// The labels of a point.
  func labels(ofPoint point: Int) -> [String] {
    axes.indices.map { label(ofPoint: point, axis: $0) }
  }

  /// A number of a point over its seeds; nil where the point failed or does not have it.
  func spread(ofPoint point: Int, metric: Int) -> Spread? {
    points[point].runs.flatMap { runs in Spread(runs.compactMap { $0.numbers[metric] }) }
  }

  /// The axis that chooses the dataset, where it does.
  var dataAxis: Int? { axes.firstIndex { $0.name == SweepAxes.dataName && $0.values.count > 1 } }

  /// The points that can be compared with each other: those of one dataset, for every dataset.
  var comparable: [[Int]] {
    guard let dataAxis else { return [Array(points.indices)] }
    return axes[dataAxis].values.indices.map { value in
      points.indices.filter { points[$0].values[dataAxis] == value }
    }
  }

  /// The first of some points with the best number; nil where none has one.
  func best(_ metric: Int, among candidates: [Int]) -> (point: Int, spread: Spread)? {
    var best: (point: Int, spread: Spread)?
    for point in candidates {
      guard let spread = spread(ofPoint: point, metric: metric), spread.mean.isFinite else {
        continue
      }
      guard let leader = best else {
        best = (point, spread)
        continue
      }
      let isBetter =
        metrics[metric].prefersSmall
        ? spread.mean < leader.spread.mean : spread.mean > leader.spread.mean
      if isBetter { best = (point, spread) }
    }
    return best
  }

  /// The index of a metric.
  func index(ofMetric name: String) -> Int? { metrics.firstIndex { $0.name == name } }

  fileprivate func values(ofPoint point: Int) -> JSON {
    .object(
      zip(axes, points[point].values).map {
        JSON.Member(name: $0.name, value: $0.values[$1].json)
      })
  }

  fileprivate func json(ofBestAmong candidates: [Int]) -> JSON {
    .object(
      metrics.indices.compactMap { metric in
        best(metric, among: candidates).map { best in
          JSON.Member(
            name: metrics[metric].name,
            value: .object([
              "point": .integer(best.point), "values": values(ofPoint: best.point),
              "value": .double(best.spread.mean),
            ]))
        }
      })
  }

  fileprivate func json(ofPoint point: Int) -> JSON {
    guard let runs = points[point].runs else {
      return .object(["values": values(ofPoint: point), "metrics": .null])
    }
    func numbers(_ number: (Spread) -> Double?) -> JSON {
      .object(
        metrics.indices.compactMap { metric in
          spread(ofPoint: point, metric: metric).flatMap(number).map {
            JSON.Member(name: metrics[metric].name, value: .double($0))
          }
        })
    }
    var members = [
      JSON.Member(name: "values", value: values(ofPoint: point)),
      JSON.Member(name: "metrics", value: numbers(\.mean)),
    ]
    if runs.count > 1 {
      members.append(JSON.Member(name: "deviations", value: numbers(\.deviation)))
      members.append(
        JSON.Member(
          name: "seeds",
          value: .array(
            runs.map { run in
              JSON.object([
                "seed": .integer(Int(truncatingIfNeeded: run.seed)),
                "metrics": .object(
                  zip(metrics, run.numbers).compactMap { metric, number in
                    number.map { JSON.Member(name: metric.name, value: .double($0)) }
                  }),
              ])
            })))
    }
    return .object(members)
  }
}
