import Diagnostics
import Engine
import Foundation
import Formats
import Tensors

/// Cases of whole networks: their layers one by one, and what they make of two pictures.
enum NetworkCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    let graph = try graph(of: [golden.call], for: golden)
    let weights = try RuleWeights(golden).weights(of: graph)
    guard let network = graph.nodes[0].network else {
      throw GoldenError("\(golden.operation) is no network")
    }
    let count = try golden.array("x").shape[0]
    // As fast as it goes: batch normalizations and activations are parts of convolutions.
    let output = try output(graph, weights, golden, count: count)
    var comparison = try GoldenComparison(golden, computed: ["y": output.map(Double.init)])
    if let best = golden.arrays["top5_index"] {
      let width = graph.outputShape.count
      let top = (0..<count).flatMap { example in
        (0..<width).sorted {
          output[example * width + $0] > output[example * width + $1]
        }.prefix(5).map(Double.init)
      }
      comparison.require(top == best.doubles, "the five likeliest classes are \(top)")
    }
    try compareRows(graph, weights, golden, count: count, &comparison)
    let listed = try GoldenNetwork(golden)
    listed.compare(graph.nodes[0], &comparison)
    comparison.require(
      network.inputShape.sizes == listed.inputShape, "the input is \(network.inputShape)")
    return comparison
  }

  private static func output(
    _ graph: Graph, _ weights: [(name: String, tensor: Tensor)], _ golden: GoldenCase, count: Int
  ) throws -> [Float] {
    let model = try CompiledModel(
      graph, weights: weights, batchCapacity: count, mode: .inference, seed: 42,
      threads: ThreadPool(threadCount: 1))
    _ = model.input.update(from: try golden.floats("x"))
    model.forward(count: count, phase: .inference)
    return Array(model.output)
  }

  /// Every layer by itself: mean, deviation and first numbers of its output.
  private static func compareRows(
    _ graph: Graph, _ weights: [(name: String, tensor: Tensor)], _ golden: GoldenCase, count: Int,
    _ comparison: inout GoldenComparison
  ) throws {
    let outer = graph.nodes[0].name
    let names = try golden.json("layer_names").array?.compactMap(\.string) ?? []
    let model = try CompiledModel(
      graph, weights: weights, batchCapacity: count, mode: .inference, seed: 42,
      threads: ThreadPool(threadCount: 1), keeping: Set(names.map { "\(outer)/\($0)" }))
    let x = try golden.floats("x")
    _ = model.input.update(from: x)
    model.forward(count: count, phase: .inference)
    let moments = try golden.array("layer_mean_std").doubles
    let first = try golden.array("layer_first16").doubles
    for (row, tolerance) in try golden.array("layer_atol").doubles.enumerated() {
      let values =
        row == 0 ? x : model.output(ofLayer: "\(outer)/\(names[row])", count: count)?.elements ?? []
      let numbers = values.map(Double.init)
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      let variance =
        numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
      let own = [mean, variance.squareRoot()] + numbers.prefix(16)
      let expected = moments[(row * 2)..<(row * 2 + 2)] + first[(row * 16)..<(row * 16 + 16)]
      for (value, wanted) in zip(own, expected)
      where !(abs(value - wanted) <= tolerance + 1e-5 * abs(wanted)) {
        comparison.require(false, "'\(names[row])' has \(value), Keras has \(wanted)")
        return
      }
    }
  }

  /// Layers as a notebook writes them, on the pictures of a case.
  static func graph(of layers: [String], for golden: GoldenCase) throws -> Graph {
    let shape = Shape(Array(try golden.array("x").shape.sizes.dropFirst()))
    let items = try layers.map { try read($0, as: LayerItem.self) }
    var diagnostics: [Diagnostic] = []
    guard let graph = Graph.build(items, inputShape: shape, &diagnostics) else {
      throw GoldenError(diagnostics.map(\.message).joined(separator: "; "))
    }
    return graph
  }
}
