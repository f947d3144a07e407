import Diagnostics
import Engine
import Execution

/// What a fit leaves: the history of every epoch, and the state that a later fit goes on from.
struct FitResult: Artifact {
  /// A metric over the epochs.
  typealias Series = FitState.Series

  /// The record.
  struct Record: Codable, Equatable {
    /// Epochs trained by this cell.
    var epochs: Int
    /// The metrics of this cell's epochs.
    var history: [Series]
    /// The norms of the weights after every epoch, where a callback noted them.
    var norms: [Series]
    /// The epoch (from 0) at which a callback stopped the training; nil where none did.
    var stoppedEpoch: Int?
    /// The epoch (from 0) that this cell began with.
    var initialEpoch: Int
    /// Optimizer steps so far.
    var iterations: Int
    /// The step size at the end.
    var learningRate: Double
    /// The files that callbacks wrote; nil for none, which is how fits were before there were any.
    var files: [String]?
    /// What other seeds came to; nil for a fit with one seed.
    var otherSeeds: [SeedRun]?
    /// The seed of the first, where there are others.
    var seed: UInt64?
  }

  var record: Record

  /// Weights, as a safetensors file.
  var weights: ArtifactBytes.Attachment

  /// The optimizer's slots, as a safetensors file.
  var optimizer: ArtifactBytes.Attachment

  static let kind = "fit"
  /// What callbacks wrote, in the order of `Record.files`.
  private var fileContents: [ArtifactBytes.Attachment]

  static let formatVersion = 4

  /// The part that a later fit of the model starts its count of epochs from.
  static let epochsFacet = "epochs"

  /// The part that a later fit's optimizer goes on from: what the optimizer remembers, its steps, and
  /// the step size that callbacks left.
  static let optimizerFacet = "optimizer state"

  init(record: Record, weights: [UInt8], optimizer: [UInt8], files: [[UInt8]]) {
    self.record = record
    self.weights = ArtifactBytes.Attachment(weights)
    self.optimizer = ArtifactBytes.Attachment(optimizer)
    fileContents = files.map { ArtifactBytes.Attachment($0) }
  }

  /// The name of the attachment that holds a file.
  static func attachment(ofFile path: String) -> String { "file/\(path)" }

  var files: [(path: String, contents: ArtifactBytes.Attachment)] {
    zip(record.files ?? [], fileContents).map { ($0, $1) }
  }

  init(decoding bytes: ArtifactBytes) throws {
    record = try RecordCoding.decode(Record.self, bytes.record)
    weights = try bytes.attachment("weights")
    optimizer = try bytes.attachment("optimizer")
    fileContents = try (record.files ?? []).map {
      try bytes.attachment(Self.attachment(ofFile: $0))
    }
  }

  func encoded() throws -> ArtifactBytes {
    var attachments = ["weights": weights, "optimizer": optimizer]
    for file in files { attachments[Self.attachment(ofFile: file.path)] = file.contents }
    let state = "\(optimizer.digest) \(record.iterations) \(record.learningRate.bitPattern)"
    return try ArtifactBytes(
      record: RecordCoding.encode(record), attachments: attachments,
      facets: [
        Self.epochsFacet: Digest(of: "\(record.epochs)"), Self.optimizerFacet: Digest(of: state),
      ]
    ).namingTensors(of: ["weights"])
  }

  var json: JSON {
    let first = SeedRun(
      seed: record.seed ?? 0, epochs: record.epochs, history: record.history,
      stoppedEpoch: record.stoppedEpoch)
    guard let others = record.otherSeeds else { return .object(first.members) }
    let seeds = ([first] + others).map { run in
      let seed = JSON.integer(Int(truncatingIfNeeded: run.seed))
      return JSON.object([JSON.Member(name: "seed", value: seed)] + run.members)
    }
    return .object(first.members + [JSON.Member(name: "seeds", value: .array(seeds))])
  }
}
