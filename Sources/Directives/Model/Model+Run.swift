import Schemas
import Engine
import Execution
import Formats
import Tensors
import Workspaces
import Zoo

/// Makes a model's first weights.
struct ModelBody: StepBody {
  /// Where the first weights come from.
  enum Start: Sendable {
    case initializers
    case file(String)
    case model(isTrained: Bool)
  }

  var graph: Graph
  let start: Start

  /// How hyperparameters settle the layers; nil where they are known.
  var tuned: TunedNetwork?

  /// The networks among the layers that start from files of their own.
  var networks: [NetworkWeights] = []

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    let count = graph.layers.reduce(0) { $0 + $1.parameterCount }
    // The weights, and the same as the bytes of the result; a file brings them once more.
    return WorkMemory(byteCount: 3 * count * MemoryLayout<Float>.stride)
  }

  func run(_ context: RunContext) throws -> ModelResult {
    if let tuned {
      var settled = self
      settled.graph = try tuned.graph(context)
      settled.tuned = nil
      var result = try settled.run(context)
      result.record.hyperparameters = try tuned.configuration(context)
      return result
    }
    let weights: [(name: String, tensor: Tensor)]
    switch start {
    case .initializers: weights = try initialWeights(context)
    case .file(let path):
      weights = try NetworkWeights(layer: "", path: path)
        .read(for: WeightTarget.layers(of: graph), context.workspace)
    case .model(let isTrained):
      weights = try context.weights(isTrained: isTrained)
    }
    return ModelResult(
      record: ModelResult.Record(of: graph),
      weights: Safetensors.encode(weights))
  }

  /// Random weights, and those of files for networks that have some.
  private func initialWeights(_ context: RunContext) throws -> [(name: String, tensor: Tensor)] {
    var weights = graph.initialWeights(seed: context.seed)
    for file in networks {
      guard let network = graph.nodes.first(where: { $0.name == file.layer })?.network else {
        preconditionFailure("'\(file.layer)' is no network")
      }
      let read = try file.read(
        for: WeightTarget.layers(of: network, prefix: "\(file.layer)/"), context.workspace)
      let named = Dictionary(
        read.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
      weights = weights.map { ($0.name, named[$0.name] ?? $0.tensor) }
    }
    return weights
  }
}

extension ModelResult.Record {
  /// What there is to say of some layers.
  init(of graph: Graph) {
    self.init(
      architecture: graph.canonical.text, inputShape: graph.inputShape.sizes,
      layers: graph.layers.map { ModelResult.Layer($0) })
  }
}

extension ModelResult.Layer {
  /// A layer in its place; what is nested in a frozen network is frozen.
  init(_ node: Graph.Node, isFrozen: Bool = false) {
    let isTrainable = node.isTrainable && !isFrozen
    self.init(
      name: node.name, className: node.className, outputShape: node.outputShape.sizes,
      parameterCount: node.parameterCount,
      trainableParameterCount: isTrainable ? node.trainableParameterCount : 0,
      isTrainable: isTrainable,
      layers: node.network?.layers.map { Self($0, isFrozen: !isTrainable) })
  }
}
