import Diagnostics
import Execution
import Tuning

/// What a model cell leaves: its layers as a table, and its first weights.
struct ModelResult: Artifact {
  /// A layer.
  struct Layer: Codable, Equatable {
    var name: String
    var className: String
    /// Without the axis of the batch.
    var outputShape: [Int]
    var parameterCount: Int
    var trainableParameterCount: Int
    var isTrainable: Bool
    /// The layers of a whole network; nil for a layer that is one.
    var layers: [Layer]?

    var json: JSON {
      var members: [JSON.Member] = [
        JSON.Member(name: "name", value: .string(name)),
        JSON.Member(name: "class", value: .string(className)),
        JSON.Member(name: "output_shape", value: .array(outputShape.map(JSON.integer))),
        JSON.Member(name: "params", value: .integer(parameterCount)),
        JSON.Member(name: "trainable", value: .bool(isTrainable)),
      ]
      if let layers {
        members.append(JSON.Member(name: "layers", value: .array(layers.map(\.json))))
      }
      return .object(members)
    }
  }

  /// The record.
  struct Record: Codable, Equatable {
    /// The architecture as canonical text, so that equal tables of different networks differ.
    var architecture: String
    var inputShape: [Int]
    var layers: [Layer]
    /// What settled the layers, of the best of a search; nil where none was needed.
    var hyperparameters: Configuration?
  }

  var record: Record

  /// The first weights, as a safetensors file.
  var weights: ArtifactBytes.Attachment

  static let kind = "model"
  static let formatVersion = 3

  /// The part that says what the model computes, whatever its weights are.
  static let architectureFacet = "architecture"

  init(record: Record, weights: [UInt8]) {
    self.record = record
    self.weights = ArtifactBytes.Attachment(weights)
  }

  init(decoding bytes: ArtifactBytes) throws {
    record = try RecordCoding.decode(Record.self, bytes.record)
    weights = try bytes.attachment("weights")
  }

  func encoded() throws -> ArtifactBytes {
    try ArtifactBytes(
      record: RecordCoding.encode(record), attachments: ["weights": weights],
      facets: [Self.architectureFacet: Digest(of: record.architecture)]
    ).namingTensors(of: ["weights"])
  }

  var totalParameters: Int { record.layers.reduce(0) { $0 + $1.parameterCount } }

  var trainableParameters: Int { record.layers.reduce(0) { $0 + $1.trainableParameterCount } }

  var json: JSON {
    .object([
      "total_params": .integer(totalParameters),
      "trainable_params": .integer(trainableParameters),
      "layers": .array(record.layers.map(\.json)),
    ])
  }
}
