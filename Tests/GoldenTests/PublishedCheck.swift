import Diagnostics
import Engine
import Formats
import Foundation
import Tensors
import Zoo

/// EfficientNetLite0 with its published weights, where they are installed, on two photographs.
enum PublishedCheck {
  /// The file of the weights; nil where `konspekt models fetch` has not put it there.
  static let weights: URL? = {
    let environment = ProcessInfo.processInfo.environment
    let folders = [
      environment["KONSPEKT_WEIGHTS"],
      environment["XDG_DATA_HOME"].map { "\($0)/konspekt/weights" },
      environment["HOME"].map { "\($0)/.local/share/konspekt/weights" },
    ]
    return folders.compactMap { $0 }.map { "\($0)/\(PublishedWeights.packageFile)" }
      .first { FileManager.default.fileExists(atPath: $0) }.map { URL(filePath: $0) }
  }()

  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    guard let weights else { throw GoldenError("the published weights are not installed") }
    let file = try WeightFile(Array(Data(contentsOf: weights)))
    let logits = try output(of: "classifier_activation=None", file, golden)
    let features = try output(of: "include_top=False, pooling='avg'", file, golden)
    var comparison = try GoldenComparison(
      golden, computed: ["logits": logits, "features": features])
    let width = logits.count / 2
    let top = (0..<2).flatMap { example in
      (0..<width).sorted { logits[example * width + $0] > logits[example * width + $1] }
        .prefix(5).map(Double.init)
    }
    comparison.require(
      top == (try golden.array("top5_index").doubles), "the five likeliest classes are \(top)")
    return comparison
  }

  private static func output(
    of arguments: String, _ file: WeightFile, _ golden: GoldenCase
  ) throws -> [Double] {
    let item = try read(
      "EfficientNetLite0(weights=None, input_shape=(224, 224, 3), \(arguments))", as: LayerItem.self
    )
    var diagnostics = [] as [Diagnostic]
    guard let graph = Graph.build([item], inputShape: [224, 224, 3], &diagnostics) else {
      throw GoldenError(diagnostics.map(\.message).joined(separator: "; "))
    }
    let model = try CompiledModel(
      graph, weights: WeightMapping.weights(from: file, for: WeightTarget.layers(of: graph)),
      batchCapacity: 2, mode: .inference, seed: 42, threads: ThreadPool(threadCount: 1))
    _ = model.input.update(from: try golden.floats("x_uint8").map { ($0 - 127) / 128 })
    model.forward(count: 2, phase: .inference)
    return model.output.map(Double.init)
  }
}
