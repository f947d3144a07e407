import Engine
import Execution
import Tuning

/// What a trial leaves: its configuration, its score, and where its training stands.
struct TrialResult: Artifact {
  /// The record.
  struct Record: Codable, Equatable {
    var configuration: Configuration
    /// The best value of the objective over the epochs; nil where there is none.
    var score: Double?
    /// The epoch (from 0) of that value.
    var bestEpoch: Int?
    /// Why the trial came to nothing; nil where it did not.
    var failure: String?
    /// How far the training is; nil of one that did not begin.
    var state: FitState.Record?
  }

  var record: Record

  /// Weights and what else a training that goes on needs, by the names of a checkpoint.
  private var attachments: [String: ArtifactBytes.Attachment]

  static let kind = "trial"
  static let formatVersion = 1

  /// The part that later proposals depend on.
  static let outcomeFacet = "outcome"

  /// The file of the weights of the best epoch, among those that callbacks write.
  static let bestFile = "best.safetensors"

  /// A trial that trained.
  init(
    _ configuration: Configuration, _ state: FitState, best: (value: Double, epoch: Int)?
  ) throws {
    let checkpoint = try state.encoded()
    record = Record(
      configuration: configuration, score: best?.value, bestEpoch: best?.epoch, failure: nil,
      state: state.record)
    attachments = checkpoint.attachments
  }

  /// A trial whose values do not fit together.
  init(_ configuration: Configuration, failure: String) {
    record = Record(
      configuration: configuration, score: nil, bestEpoch: nil, failure: failure, state: nil)
    attachments = [:]
  }

  init(decoding bytes: ArtifactBytes) throws {
    record = try RecordCoding.decode(Record.self, bytes.record)
    attachments = bytes.attachments
  }

  func encoded() throws -> ArtifactBytes {
    var outcome = record
    outcome.state = nil
    return ArtifactBytes(
      record: try RecordCoding.encode(record), attachments: attachments,
      facets: [Self.outcomeFacet: Digest(of: try RecordCoding.encode(outcome))])
  }

  /// Where the training stands; nil of one that did not begin.
  func state() throws -> FitState? {
    guard let state = record.state else { return nil }
    return try FitState(
      decoding: ArtifactBytes(
        record: RecordCoding.encode(state), attachments: attachments, facets: [:]))
  }

  /// The weights of the best epoch.
  func bestWeights() throws -> ArtifactBytes.Attachment {
    let bytes = ArtifactBytes(record: [], attachments: attachments, facets: [:])
    let best = FitResult.attachment(ofFile: Self.bestFile)
    return try attachments[best] ?? bytes.attachment("weights")
  }

  /// What the optimizer remembers.
  func optimizer() throws -> ArtifactBytes.Attachment {
    try ArtifactBytes(record: [], attachments: attachments, facets: [:]).attachment("optimizer")
  }

  /// The trial as the tuner sees it.
  func outcome(_ objective: ResolvedObjective) -> TrialOutcome {
    TrialOutcome(record.configuration, merit: objective.merit(record.score))
  }
}
