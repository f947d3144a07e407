import Engine
import Formats
import Foundation
import Tensors
import Zoo

/// Cases of weight files: what every format of Keras gives, and what a model makes of it.
enum WeightsCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    switch golden.operation {
    case "hdf5": return try compareManyLayers(golden)
    case "MobileNetV2":
      let call = "MobileNetV2(input_shape=(96, 96, 3), alpha=0.35, include_top=False, weights=None)"
      let graph = try NetworkCheck.graph(of: [call], for: golden)
      guard let network = graph.nodes[0].network else { throw GoldenError("no network") }
      let layers = WeightTarget.layers(of: network, prefix: "\(graph.nodes[0].name)/")
      return try compare(golden, graph, layers: layers) { $0 }
    case "Functional" where golden.name == "weights/tiny_expected":
      let graph = try NetworkCheck.graph(of: tiny, for: golden)
      return try compare(golden, graph, layers: WeightTarget.layers(of: graph)) { $0 }
    case "Functional":
      // The inner model as a part of the outer one, whose weights do not name it.
      let graph = try NetworkCheck.graph(of: tinyNested, for: golden)
      let all = WeightTarget.layers(of: graph)
      let inner = WeightTarget(model: "tiny_base", of: Array(all[1...4]))
      return try compare(golden, graph, layers: [all[0], inner] + all[5...]) { name in
        name.hasPrefix("tiny_base/") ? String(name.dropFirst("tiny_base/".count)) : name
      }
    default: throw GoldenError("nothing here knows \(golden.operation)")
    }
  }

  static let tiny = [
    "ZeroPadding2D(((0, 1), (0, 1)), name='Conv1_pad')",
    "Conv2D(8, 3, strides=2, padding='valid', use_bias=False, name='Conv1')",
    "BatchNormalization(epsilon=1e-3, momentum=0.999, name='bn_Conv1')",
    "x = ReLU(6.0, name='Conv1_relu')",
    "DepthwiseConv2D(3, padding='same', use_bias=False, name='expanded_conv_depthwise')(x)",
    "BatchNormalization(epsilon=1e-3, momentum=0.999, name='expanded_conv_depthwise_BN')",
    "x = ReLU(6.0, name='expanded_conv_depthwise_relu')",
    "Conv2D(8, 1, use_bias=False, name='expanded_conv_project')(x)",
    "y = BatchNormalization(epsilon=1e-3, momentum=0.999, name='expanded_conv_project_BN')",
    "Add(name='block_add')([x, y])",
    "Conv2D(12, 3, padding='same', activation='relu', name='block2_conv')",
    "GlobalAveragePooling2D(name='global_average_pooling2d')",
    "Dense(5, activation='softmax', name='predictions')",
  ]

  private static let tinyNested = [
    "Rescaling(1/127.5, offset=-1.0, name='rescaling')",
    "Conv2D(6, 3, padding='same', use_bias=False, name='Conv1')",
    "BatchNormalization(name='bn_Conv1')", "ReLU(name='relu')",
    "DepthwiseConv2D(3, strides=2, padding='same', name='dw')",
    "GlobalAveragePooling2D(name='gap')", "Dropout(0.2, name='dropout')", "Dense(3, name='head')",
  ]

  /// Every file of a case must give the same weights, and the model Keras' output with them.
  private static func compare(
    _ golden: GoldenCase, _ graph: Graph, layers: [WeightTarget], own: (String) -> String
  ) throws -> GoldenComparison {
    let folder = GoldenFolder.current.url.appending(path: "weights")
    let names = try golden.json("files").object?.keys.sorted() ?? []
    var comparison: GoldenComparison?
    for name in names where !name.hasSuffix("_expected.safetensors") {
      let bytes = try Array(Data(contentsOf: folder.appending(path: name)))
      let weights = try WeightMapping.weights(from: WeightFile(bytes), for: layers)
      let first = comparison == nil
      var current = try GoldenComparison(
        golden,
        computed: ["y": output(of: graph, weights.map { (own($0.name), $0.tensor) }, golden)])
      for (path, array) in golden.arrays where path.hasPrefix("weights/") {
        let wanted = String(path.dropFirst("weights/".count))
        let tensor = weights.first { $0.name == wanted }?.tensor
        current.require(
          tensor?.shape == array.shape && tensor?.elements == array.floats,
          "'\(wanted)' of \(name) is not what was written")
      }
      for failure in current.failures where !first {
        comparison?.require(false, "\(name): \(failure)")
      }
      if first { comparison = current }
    }
    guard let comparison else { throw GoldenError("the case has no files") }
    return comparison
  }

  private static func output(
    of graph: Graph, _ weights: [(name: String, tensor: Tensor)], _ golden: GoldenCase
  ) throws -> [Double] {
    let count = try golden.array("x").shape[0]
    let model = try CompiledModel(
      graph, weights: weights, batchCapacity: count, mode: .inference, seed: 42,
      threads: ThreadPool(threadCount: 1))
    _ = model.input.update(from: try golden.floats("x"))
    model.forward(count: count, phase: .inference)
    return model.output.map(Double.init)
  }

  /// 300 layers in an order of their own.
  private static func compareManyLayers(_ golden: GoldenCase) throws -> GoldenComparison {
    let url = GoldenFolder.current.url.appending(path: "weights/many_layers.keras2.h5")
    let file = try WeightFile(Array(Data(contentsOf: url)))
    var comparison = try GoldenComparison(
      golden,
      computed: [
        "kernel": file.layers.flatMap { $0.weights[0].array.doubles },
        "bias": file.layers.flatMap { $0.weights[1].array.doubles },
      ])
    let names = try golden.json("layer_names").array?.compactMap(\.string) ?? []
    comparison.require(names.count == 300 && file.layers.map(\.name) == names, "another order")
    return comparison
  }
}
