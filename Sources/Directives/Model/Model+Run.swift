import Schemas
import Engine
import Execution
import Formats
import Tensors
import Workspaces

/// Makes a model's first weights.
struct ModelBody: StepBody {
  /// Where the first weights come from.
  enum Start: Sendable {
    case initializers
    case file(String)
    case model(isTrained: Bool)
  }

  let graph: Graph
  let start: Start

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    let count = graph.layers.reduce(0) { $0 + $1.parameterCount }
    // The weights, and the same as the bytes of the result; a file brings them once more.
    return WorkMemory(byteCount: 3 * count * MemoryLayout<Float>.stride)
  }

  func run(_ context: RunContext) throws -> ModelResult {
    let weights: [(name: String, tensor: Tensor)]
    switch start {
    case .initializers: weights = graph.initialWeights(seed: context.seed)
    case .file(let path):
      weights = try Safetensors.decode(context.workspace.read(path))
      try check(weights, path)
    case .model(let isTrained):
      weights = try context.weights(isTrained: isTrained)
    }
    return ModelResult(
      record: ModelResult.Record(
        architecture: graph.canonical.text, inputShape: graph.inputShape.sizes,
        layers: graph.layers.map { ModelResult.Layer($0) }),
      weights: Safetensors.encode(weights))
  }

  private func check(_ weights: [(name: String, tensor: Tensor)], _ path: String) throws {
    for node in graph.nodes {
      for spec in node.parameters {
        let name = "\(node.name)/\(spec.name)"
        guard let tensor = weights.first(where: { $0.name == name })?.tensor else {
          throw FormatError("'\(path)' has no weight '\(name)'")
        }
        guard tensor.shape == spec.shape else {
          throw FormatError(
            "'\(path)': the weight '\(name)' has the shape \(tensor.shape), the model needs \(spec.shape)"
          )
        }
      }
    }
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
