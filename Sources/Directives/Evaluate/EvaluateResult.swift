import Diagnostics
import Execution

/// What an evaluate cell leaves: metrics, the confusion matrix, and the predictions behind them.
struct EvaluateResult: Artifact {
  /// A metric.
  struct Metric: Codable, Equatable {
    var name: String
    var value: Double
  }

  /// The record.
  struct Record: Codable, Equatable {
    /// The loss first, then the metrics in the order of the cell.
    var metrics: [Metric]
    /// Rows are true classes, columns predicted ones; nil where there are no classes.
    var confusion: [[Int]]?
    /// Examples.
    var count: Int
  }

  var record: Record

  /// Predictions and labels, as a safetensors file.
  var predictions: ArtifactBytes.Attachment

  static let kind = "evaluate"
  static let formatVersion = 1

  init(record: Record, predictions: [UInt8]) {
    self.record = record
    self.predictions = ArtifactBytes.Attachment(predictions)
  }

  init(decoding bytes: ArtifactBytes) throws {
    record = try RecordCoding.decode(Record.self, bytes.record)
    predictions = try bytes.attachment("predictions")
  }

  func encoded() throws -> ArtifactBytes {
    ArtifactBytes(
      record: try RecordCoding.encode(record), attachments: ["predictions": predictions],
      facets: [:])
  }

  var json: JSON {
    let metrics = record.metrics.map { JSON.Member(name: $0.name, value: .double($0.value)) }
    let confusion = record.confusion.map { rows in
      JSON.array(rows.map { .array($0.map(JSON.integer)) })
    }
    return .object(["metrics": .object(metrics), "confusion_matrix": confusion ?? .null])
  }
}
