import Engine
import Reports
import Schemas
import Tensors

/// Puts the layers of a model together to the blocks of its diagram.
///
/// A layer that only finishes what the one before it puts out (a normalization, an activation, dropout)
/// is drawn with that one: so a long model stays readable.
struct BlockBuilder {
  private(set) var blocks: [ModelDiagram.Block] = []

  /// Keras' layers that finish what others put out.
  private static let finishers: Set<String> = [
    "BatchNormalization", "LayerNormalization", "Activation", "ReLU", "LeakyReLU", "PReLU", "ELU",
    "Softmax", "Dropout", "SpatialDropout2D", "GaussianNoise",
  ]

  init(_ graph: Graph) {
    let work = graph.multiplyAdds
    // The block of every node, and how many read it.
    var places: [Int] = []
    var readers = [Int](repeating: 0, count: graph.nodes.count)
    for node in graph.nodes { for case let input? in node.inputs { readers[input] += 1 } }
    var weighted: [(all: Int, frozen: Int)] = []
    for (index, node) in graph.nodes.enumerated() {
      let learned = Self.learned(by: node)
      if Self.finishers.contains(node.className), node.inputs.count == 1,
        let input = node.inputs[0], readers[input] == 1, places[input] == blocks.count - 1,
        input == index - 1
      {
        let last = blocks.count - 1
        blocks[last].followers.append(Self.finish(of: node))
        blocks[last].outputShape = node.outputShape.sizes
        blocks[last].parameterCount += node.parameterCount
        blocks[last].multiplyAdds += work[index]
        blocks[last].layerCount += 1
        weighted[last].all += learned.all
        weighted[last].frozen += learned.frozen
        places.append(last)
        continue
      }
      places.append(blocks.count)
      weighted.append(learned)
      blocks.append(
        ModelDiagram.Block(
          name: node.name, kind: Self.kind(of: node), title: Self.title(of: node),
          detail: Self.detail(of: node), followers: Self.activation(of: node).map { [$0] } ?? [],
          outputShape: node.outputShape.sizes, parameterCount: node.parameterCount,
          multiplyAdds: work[index], layerCount: node.nestedLayerCount ?? 1, frozenShare: 0,
          inputs: node.inputs.map { $0.map { places[$0] } }))
    }
    for (index, (all, frozen)) in weighted.enumerated() where all > 0 {
      blocks[index].frozenShare = Double(frozen) / Double(all)
    }
  }

  /// Layers with weights, and those of them that do not learn.
  private static func learned(by node: Graph.Node) -> (all: Int, frozen: Int) {
    guard let network = node.network else {
      return node.parameterCount == 0 ? (0, 0) : (1, node.isTrainable ? 0 : 1)
    }
    let inner = network.nodes.map(learned)
    let all = inner.reduce(0) { $0 + $1.all }
    return (all, node.isTrainable ? inner.reduce(0) { $0 + $1.frozen } : all)
  }

  /// Networks are called what a notebook calls them.
  private static func title(of node: Graph.Node) -> String {
    let name = type(of: node.layer).schemaName
    return node.shares == nil ? name : "\(name) ↻"
  }

  private static func kind(of node: Graph.Node) -> ModelDiagram.Block.Kind {
    if node.network != nil { return .network }
    let name = node.className
    if name.contains("Conv2D") { return .convolution }
    if name.contains("Pooling") { return .pooling }
    if name == "Dense" { return .dense }
    return type(of: node.layer).inputCount.upperBound > 1 ? .merging : .other
  }

  /// The window and the steps of a layer, and the share of dropout.
  private static func detail(of node: Graph.Node) -> String {
    guard node.network == nil else { return "" }
    let window = sizes(node, "kernel_size") ?? sizes(node, "pool_size")
    // As papers have it: “3 × 3 / 2”.
    let steps = sizes(node, "strides").flatMap { $0.max() }
    let size = window.map { $0.map(String.init).joined(separator: " × ") } ?? ""
    guard let steps, steps > 1, sizes(node, "pool_size") == nil, !size.isEmpty else { return size }
    return "\(size) / \(steps)"
  }

  private static func finish(of node: Graph.Node) -> String {
    node.className == "Activation" ? activation(of: node) ?? node.className : node.className
  }

  private static func argument(_ node: Graph.Node, _ name: String) -> Canonical? {
    guard case .record(_, let entries) = node.layer.canonical else { return nil }
    return entries.first { $0.name == name }?.value
  }

  /// A size in both directions.
  private static func sizes(_ node: Graph.Node, _ name: String) -> [Int]? {
    switch argument(node, name) {
    case .integer(let size): return [size, size]
    case .list(let values):
      let sizes = values.compactMap { value -> Int? in
        if case .integer(let size) = value { size } else { nil }
      }
      return sizes.count == 2 ? sizes : nil
    default: return nil
    }
  }

  /// The activation that a layer ends with; nil where it changes nothing.
  private static func activation(of node: Graph.Node) -> String? {
    guard case .string(let name) = argument(node, "activation"), name != "linear" else {
      return nil
    }
    return name
  }
}
