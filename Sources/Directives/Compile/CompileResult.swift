import Diagnostics
import Execution

/// What a compile cell leaves: its settings with all defaults, so that what follows depends on their
/// meaning and on nothing else.
struct CompileResult: Artifact, Codable {
  /// The optimizer, as Keras would write it.
  var optimizer: String

  /// The loss.
  var loss: String

  /// The metrics.
  var metrics: [String]

  static let kind = "compile"
  static let formatVersion = 1

  init(optimizer: String, loss: String, metrics: [String]) {
    self.optimizer = optimizer
    self.loss = loss
    self.metrics = metrics
  }

  init(decoding bytes: ArtifactBytes) throws {
    self = try RecordCoding.decode(Self.self, bytes.record)
  }

  func encoded() throws -> ArtifactBytes { ArtifactBytes(record: try RecordCoding.encode(self)) }

  var json: JSON {
    .object([
      "optimizer": .string(optimizer),
      "loss": .string(loss),
      "metrics": .array(metrics.map(JSON.string)),
    ])
  }
}
