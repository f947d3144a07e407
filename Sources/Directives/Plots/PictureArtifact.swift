import Execution
import Imaging

/// What a plot leaves that shows pictures: a record, and the pixels beside it.
protocol PictureArtifact: Artifact {
  /// What is known of the pictures.
  associatedtype Record: Codable & Sendable

  var record: Record { get }

  /// The pixels of all pictures, one after the other.
  var pixels: ArtifactBytes.Attachment { get }

  init(record: Record, pixels: ArtifactBytes.Attachment)
}

extension PictureArtifact {
  init(record: Record, pixels: [UInt8]) {
    self.init(record: record, pixels: ArtifactBytes.Attachment(pixels))
  }

  init(decoding bytes: ArtifactBytes) throws {
    self.init(
      record: try RecordCoding.decode(Record.self, bytes.record),
      pixels: try bytes.attachment("pixels"))
  }

  func encoded() throws -> ArtifactBytes {
    ArtifactBytes(
      record: try RecordCoding.encode(record), attachments: ["pixels": pixels], facets: [:])
  }
}
