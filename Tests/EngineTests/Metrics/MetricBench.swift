import Engine
import Schemas

/// A metric over rows of outputs.
struct MetricBench {
  let metric: any Metric
  let width: Int
  var outputs: [Float]
  var labels: [Int32]
  var targets: [Float]
  var weights: [Float]?

  /// The arguments that a metric cannot do without.
  private static let needed = [
    "PrecisionAtRecall": "recall=0.5", "RecallAtPrecision": "precision=0.5",
    "SensitivityAtSpecificity": "specificity=0.5", "SpecificityAtSensitivity": "sensitivity=0.5",
  ]

  /// The call of a metric with no arguments but those.
  static func leastCall(_ name: String) -> String { "\(name)(\(needed[name] ?? ""))" }

  /// Rows with a class each; rows of one output with 0 or 1.
  init(_ call: String, _ rows: [[Float]], labels: [Int32], weights: [Float]? = nil) throws {
    try self.init(
      call, rows,
      targets: zip(rows, labels).map { row, label in
        row.count == 1 ? [Float(label)] : row.indices.map { Int32($0) == label ? 1 : 0 }
      }, labels: labels, weights: weights)
  }

  /// Rows with targets.
  init(
    _ call: String, _ rows: [[Float]], targets: [[Float]], labels: [Int32]? = nil,
    weights: [Float]? = nil
  ) throws {
    metric = try read(call, as: MetricCall.self).metric
    width = rows[0].count
    outputs = rows.flatMap { $0 }
    self.labels = labels ?? Array(repeating: 0, count: rows.count)
    self.targets = targets.flatMap { $0 }
    self.weights = weights
  }

  /// The numbers of all rows, added in batches of so many.
  func numbers(batchSize: Int? = nil) -> [Double] {
    var state = [Double](repeating: 0, count: metric.stateSize(width: width))
    let size = batchSize ?? labels.count
    outputs.withUnsafeBufferPointer { outputs in
      labels.withUnsafeBufferPointer { labels in
        targets.withUnsafeBufferPointer { targets in
          (weights ?? []).withUnsafeBufferPointer { weights in
            guard let outputs = outputs.baseAddress, let first = labels.baseAddress,
              let targets = targets.baseAddress
            else { return }
            for row in stride(from: 0, to: labels.count, by: size) {
              metric.update(
                MetricBatch(
                  count: min(size, labels.count - row), width: width,
                  outputs: outputs + row * width, labels: first + row,
                  targets: targets + row * width,
                  weights: self.weights == nil ? nil : weights.baseAddress.map { $0 + row }),
                &state)
            }
          }
        }
      }
    }
    return metric.numbers(state, width: width)
  }
}
