import Diagnostics
import Execution

/// What a predict cell leaves: probabilities, classes, and the pictures they belong to.
struct PredictResult: Artifact {
  /// The record.
  struct Record: Codable, Equatable {
    /// What the model put out for every example.
    var probabilities: [[Float]]
    /// The class with the highest probability.
    var predicted: [Int]
    /// The true class.
    var labels: [Int]
    var pictures: PictureRecord
  }

  var record: Record

  /// The pictures' pixels.
  var pixels: ArtifactBytes.Attachment

  static let kind = "predict"
  static let formatVersion = 1

  init(record: Record, pixels: [UInt8]) {
    self.record = record
    self.pixels = ArtifactBytes.Attachment(pixels)
  }

  init(decoding bytes: ArtifactBytes) throws {
    record = try RecordCoding.decode(Record.self, bytes.record)
    pixels = try bytes.attachment("pixels")
  }

  func encoded() throws -> ArtifactBytes {
    ArtifactBytes(
      record: try RecordCoding.encode(record), attachments: ["pixels": pixels], facets: [:])
  }

  var json: JSON {
    .object([
      "probabilities": .array(record.probabilities.map { .array($0.map(JSON.float)) }),
      "predicted": .array(record.predicted.map(JSON.integer)),
      "labels": .array(record.labels.map(JSON.integer)),
    ])
  }
}
