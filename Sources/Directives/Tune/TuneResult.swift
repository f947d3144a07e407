import Diagnostics
import Engine
import Execution
import Tuning

/// What a search leaves: its trials, and the best one's model with its training.
///
/// The record is also that of a model and that of a fit, and so are the attachments: what goes on from
/// the best model reads it as it reads the results of those cells.
struct TuneResult: Artifact {
  /// A trial as a line of the table.
  struct Trial: Codable, Equatable {
    /// Counted from 1.
    var number: Int
    var configuration: Configuration
    /// nil where the trial came to nothing.
    var score: Double?
    /// Epochs trained.
    var epochs: Int
    /// Why it came to nothing.
    var failure: String?

    var json: JSON {
      let values = configuration.entries.map {
        JSON.Member(name: $0.name, value: $0.value.json)
      }
      var members: [JSON.Member] = [
        JSON.Member(name: "number", value: .integer(number)),
        JSON.Member(name: "hyperparameters", value: .object(values)),
        JSON.Member(name: "score", value: score.map(JSON.double) ?? .null),
        JSON.Member(name: "epochs", value: .integer(epochs)),
      ]
      if let failure { members.append(JSON.Member(name: "error", value: .string(failure))) }
      return .object(members)
    }
  }

  /// What the search came to.
  struct Summary: Codable, Equatable {
    var trials: [Trial]
    /// Which one is the best, by its place.
    var best: Int
    var objective: String
    var direction: String
    /// How much of the differences between scores each hyperparameter explains; nil where too few
    /// trials have a score.
    var importance: [Tuning.Importance.Share]?
  }

  var summary: Summary
  var model: ModelResult.Record
  var fit: FitResult.Record

  /// The weights of the best trial's best epoch.
  var weights: ArtifactBytes.Attachment

  /// What that trial's optimizer remembers.
  var optimizer: ArtifactBytes.Attachment

  static let kind = "tune"
  static let formatVersion = 1

  /// The part that what the best model learns by depends on.
  static let hyperparametersFacet = "hyperparameters"

  /// The records in one object.
  private struct Record: Codable {
    var summary: Summary
    var model: ModelResult.Record
    var fit: FitResult.Record

    init(_ summary: Summary, _ model: ModelResult.Record, _ fit: FitResult.Record) {
      (self.summary, self.model, self.fit) = (summary, model, fit)
    }

    init(from decoder: any Decoder) throws {
      summary = try Summary(from: decoder)
      model = try ModelResult.Record(from: decoder)
      fit = try FitResult.Record(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
      try summary.encode(to: encoder)
      try model.encode(to: encoder)
      try fit.encode(to: encoder)
    }
  }

  init(
    _ summary: Summary, model: ModelResult.Record, fit: FitResult.Record,
    weights: ArtifactBytes.Attachment, optimizer: ArtifactBytes.Attachment
  ) {
    self.summary = summary
    self.model = model
    self.fit = fit
    self.weights = weights
    self.optimizer = optimizer
  }

  init(decoding bytes: ArtifactBytes) throws {
    let record = try RecordCoding.decode(Record.self, bytes.record)
    (summary, model, fit) = (record.summary, record.model, record.fit)
    weights = try bytes.attachment("weights")
    optimizer = try bytes.attachment("optimizer")
  }

  func encoded() throws -> ArtifactBytes {
    let values = try RecordCoding.encode(best.configuration)
    return try ArtifactBytes(
      record: RecordCoding.encode(Record(summary, model, fit)),
      attachments: ["weights": weights, "optimizer": optimizer],
      facets: [
        Self.hyperparametersFacet: Digest(of: values),
        ModelResult.architectureFacet: Digest(of: model.architecture),
        FitResult.epochsFacet: Digest(of: "\(fit.epochs)"),
        FitResult.optimizerFacet: Digest(of: "\(optimizer.digest)"),
      ]
    ).namingTensors(of: ["weights"])
  }

  /// The best trial.
  var best: Trial { summary.trials[summary.best] }

  var json: JSON {
    .object([
      "trials": .array(summary.trials.map(\.json)), "best": best.json,
      "objective": .string(summary.objective), "direction": .string(summary.direction),
    ])
  }
}

extension HyperparameterValue {
  /// The value as it stands in the results.
  var json: JSON {
    switch self {
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .real(let value): .double(value)
    case .text(let text): .string(text)
    case .none: .null
    }
  }
}
