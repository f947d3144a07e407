import Engine
import Foundation
import Tensors

/// The layers of a network as Keras lists them.
struct GoldenNetwork: Decodable {
  struct Layer: Decodable {
    struct Weight: Decodable {
      var name: String
      var shape: [Int]
    }

    var name: String
    var `class`: String
    var inbound: [String]
    var output_shape: [Int?]
    var params: Int
    var trainable_params: Int
    var weights: [Weight]
  }

  var name: String
  var input_shape: [Int?]
  var total_params: Int
  var trainable_params: Int
  var layers: [Layer]

  /// Without the axis of the batch.
  var inputShape: [Int] { input_shape.suffix(3).compactMap { $0 } }

  init(_ golden: GoldenCase) throws {
    guard let file = golden.metadata["layers_file"] else {
      throw GoldenError("the case has no list of layers")
    }
    let url = GoldenFolder.current.url.appending(path: "models/\(file)")
    self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: url))
  }

  /// Compares a network with the list; the layer at 0 of Keras is the input.
  func compare(_ node: Graph.Node, _ comparison: inout GoldenComparison) {
    comparison.require(node.name == name, "the network is called \(node.name), not \(name)")
    comparison.require(node.parameterCount == total_params, "\(node.parameterCount) parameters")
    comparison.require(
      node.trainableParameterCount == trainable_params,
      "\(node.trainableParameterCount) trainable parameters")
    let nodes = node.network?.layers ?? []
    comparison.require(
      nodes.map(\.name) == layers.dropFirst().map(\.name), "other layers, or another order")
    for (node, layer) in zip(nodes, layers.dropFirst()) {
      let inputs = node.inputs.map { $0.map { nodes[$0].name } ?? layers[0].name }
      let weights = zip(node.parameters, layer.weights)
      let shape = layer.output_shape.compactMap { $0 }
      comparison.require(
        node.className == layer.class && node.outputShape.sizes == shape && inputs == layer.inbound
          && node.parameterCount == layer.params
          && node.trainableParameterCount == layer.trainable_params
          && node.parameters.count == layer.weights.count
          && weights.allSatisfy { $0.name == $1.name && $0.shape.sizes == $1.shape },
        "'\(layer.name)' is another layer than Keras'")
    }
  }
}
