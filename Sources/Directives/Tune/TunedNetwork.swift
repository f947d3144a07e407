import Engine
import Execution
import Tuning

/// A model whose layers, and what it learns by, hyperparameters settle: which ones is known once the
/// search ran.
struct TunedNetwork: Sendable {
  /// The cells that hyperparameters stand in.
  let template: TrialTemplate

  /// Which layers learn, of models that were made from the best one, in order.
  private var freezings: [TrainableLayers] = []

  init(_ template: TrialTemplate) { self.template = template }

  /// The model with other layers frozen.
  func freezing(_ layers: TrainableLayers) -> TunedNetwork {
    var network = self
    network.freezings.append(layers)
    return network
  }

  /// The hyperparameters that the model of a step was made with.
  func configuration(_ context: RunContext) throws -> Configuration {
    try context.input("model", as: ChosenHyperparameters.self).configuration
  }

  /// The layers of the model of a step.
  func graph(_ context: RunContext) throws -> Graph { try graph(of: configuration(context)) }

  /// The layers that a configuration settles.
  func graph(of configuration: Configuration) throws -> Graph {
    let graph = try template.point(of: configuration).settings.graph
    return freezings.reduce(graph) { $1.applied(to: $0) }
  }

  /// What the model of a step learns by.
  func compilation(_ context: RunContext) throws -> Compilation {
    try template.point(of: configuration(context)).settings.compilation
  }
}

/// Of the result of a model or of a search what settles the layers.
struct ChosenHyperparameters: Artifact, Codable {
  var configuration: Configuration

  private enum CodingKeys: String, CodingKey { case configuration = "hyperparameters" }

  static let kind = "hyperparameters"
  static let formatVersion = 1

  init(decoding bytes: ArtifactBytes) throws {
    self = try RecordCoding.decode(Self.self, bytes.record)
  }

  func encoded() throws -> ArtifactBytes { ArtifactBytes(record: try RecordCoding.encode(self)) }
}

extension TrainableLayers {
  /// A graph with the layers frozen that this names; a name that it does not have is passed over.
  func applied(to graph: Graph) -> Graph {
    if let all { return graph.freezing(by: all) }
    return byName.reduce(graph) { result, entry in
      let node =
        graph.nodes.first { $0.variable == entry.name }
        ?? graph.nodes.first { $0.name == entry.name }
      return node.map { result.freezing(layer: $0.name, by: entry.rule) } ?? result
    }
  }
}
