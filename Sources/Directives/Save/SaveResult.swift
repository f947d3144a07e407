import Diagnostics
import Execution

/// What a save cell leaves: a file.
struct SaveResult: Artifact {
  /// The record.
  struct Record: Codable, Equatable {
    /// Where the file lies below the notebook's folder of outputs.
    var path: String
    var byteCount: Int
  }

  var record: Record

  /// The whole file.
  private var file: ArtifactBytes.Attachment

  static let kind = "save"
  static let formatVersion = 1

  init(path: String, file: [UInt8]) {
    record = Record(path: path, byteCount: file.count)
    self.file = ArtifactBytes.Attachment(file)
  }

  init(decoding bytes: ArtifactBytes) throws {
    record = try RecordCoding.decode(Record.self, bytes.record)
    file = try bytes.attachment("file")
  }

  func encoded() throws -> ArtifactBytes {
    ArtifactBytes(record: try RecordCoding.encode(record), attachments: ["file": file], facets: [:])
  }

  var files: [(path: String, contents: ArtifactBytes.Attachment)] { [(record.path, file)] }

  /// The SHA-256 of the file.
  var digest: Digest { file.digest }

  var json: JSON {
    .object([
      "path": .string(record.path), "bytes": .integer(record.byteCount),
      "sha256": .string(digest.description),
    ])
  }
}
