import Diagnostics
import Execution

/// What an evaluate cell leaves: metrics, the confusion matrix, and the predictions behind them.
struct EvaluateResult: Artifact {
  /// A metric.
  struct Metric: Codable, Equatable {
    var name: String
    /// The number; nil where there are several.
    var value: Double?
    /// The numbers, where there are several.
    var values: [Double]?

    init(_ name: String, _ numbers: [Double]) {
      self.name = name
      if numbers.count == 1 { value = numbers[0] } else { values = numbers }
    }
  }

  /// The record.
  struct Record: Codable, Equatable {
    /// The loss first, then the metrics in the order of the cell.
    var metrics: [Metric]
    /// Rows are true classes, columns predicted ones; nil where there are no classes.
    var confusion: [[Int]]?
    /// Examples.
    var count: Int

    /// The number of a metric; nil where there are several, or none of the name.
    func value(of name: String) -> Double? {
      metrics.first { $0.name == name }.flatMap(\.value)
    }
  }

  var record: Record

  /// Predictions and labels, as a safetensors file.
  var predictions: ArtifactBytes.Attachment

  static let kind = "evaluate"
  static let formatVersion = 2

  init(record: Record, predictions: [UInt8]) {
    self.record = record
    self.predictions = ArtifactBytes.Attachment(predictions)
  }

  init(decoding bytes: ArtifactBytes) throws {
    record = try RecordCoding.decode(Record.self, bytes.record)
    predictions = try bytes.attachment("predictions")
  }

  func encoded() throws -> ArtifactBytes {
    try ArtifactBytes(
      record: RecordCoding.encode(record), attachments: ["predictions": predictions], facets: [:]
    ).namingTensors(of: ["predictions"])
  }

  var json: JSON {
    let metrics = record.metrics.map { metric in
      JSON.Member(
        name: metric.name,
        value: metric.value.map(JSON.double) ?? .array((metric.values ?? []).map(JSON.double)))
    }
    let confusion = record.confusion.map { rows in
      JSON.array(rows.map { .array($0.map(JSON.integer)) })
    }
    return .object(["metrics": .object(metrics), "confusion_matrix": confusion ?? .null])
  }
}
