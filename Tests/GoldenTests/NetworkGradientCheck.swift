import Engine
import Formats
import Foundation
import Tensors

/// Cases of gradients: a batch through a network with a head, and back to all weights and the pictures.
enum NetworkGradientCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    let training = try golden.json("bn_training") == .bool(true) ? "True" : "False"
    let base = golden.call + (training == "False" ? "(training=False)" : "")
    let graph = try NetworkCheck.graph(
      of: [base, "GlobalAveragePooling2D(name=gap)", "Dense(5, name=head)"], for: golden)
    let outer = graph.nodes[0].name
    let batch = GoldenBatch(
      shape: graph.inputShape, pixels: try golden.floats("x"),
      labels: try golden.array("y_true").labels ?? [])
    let threads = ThreadPool(threadCount: 1)
    let model = try CompiledModel(
      graph, weights: try RuleWeights(golden).weights(of: graph), batchCapacity: batch.count,
      wantsInputGradients: true, seed: 42, threads: threads, numerics: .standard)
    let loss = try read("SparseCategoricalCrossentropy(from_logits=True)", as: LossCall.self).loss
    let runner = BatchRunner(
      model, Compilation(optimizer: SGD(), loss: loss, metrics: []))
    let feed = BatchFeed(batch, batchCapacity: batch.count, seed: 42, threads: threads)
    let indices = (0..<batch.count).map(Int32.init)
    var computed: [String: [Double]] = [:]
    computed["loss"] = [
      indices.withUnsafeBufferPointer { runner.run($0, of: feed, phase: .training(step: 0)) }
    ]
    computed["logits"] = model.output.map(Double.init)
    model.backward(count: batch.count, fromLogits: runner.isFromLogits)

    var values: [String: [Double]] = [:]
    var gradients: [String: [Double]] = [:]
    for parameter in model.parameters {
      let name = parameter.path.replacing("\(outer)/", with: "")
      values[name] = parameter.value.map(Double.init)
      gradients[name] = parameter.gradient?.map(Double.init)
    }
    for (name, numbers) in gradients { computed["grad/\(name)"] = numbers }
    for (name, numbers) in values { computed["updated/\(name)"] = numbers }
    computed["dx_l2"] = [norm(model.inputGradient(0)?.map(Double.init) ?? [])]
    if golden.arrays["moving_l2"] != nil {
      computed["moving_l2"] = try names(golden, "moving_names").map { norm(values[$0] ?? []) }
    }
    var comparison = try GoldenComparison(golden, computed: computed)
    try compareRows(golden, gradients, &comparison)
    return comparison
  }

  /// Norm and first numbers of the gradient of every weight.
  private static func compareRows(
    _ golden: GoldenCase, _ gradients: [String: [Double]], _ comparison: inout GoldenComparison
  ) throws {
    let norms = try golden.array("grad_l2").doubles
    let normTolerances = try golden.array("grad_l2_atol").doubles
    let first = try golden.array("grad_first16").doubles
    let tolerances = try golden.array("grad_atol").doubles
    for (row, name) in try names(golden, "variables").enumerated() {
      let numbers = gradients[name] ?? []
      comparison.require(!numbers.isEmpty, "'\(name)' has no gradient")
      comparison.require(
        abs(norm(numbers) - norms[row]) <= normTolerances[row],
        "the gradient of '\(name)' has the norm \(norm(numbers)), Keras has \(norms[row])")
      for (value, wanted) in zip(numbers, first[(row * 16)..<(row * 16 + 16)])
      where !(abs(value - wanted) <= tolerances[row] + 1e-5 * abs(wanted)) {
        comparison.require(false, "the gradient of '\(name)' has \(value), Keras has \(wanted)")
        break
      }
    }
  }

  private static func names(_ golden: GoldenCase, _ key: String) throws -> [String] {
    try golden.json(key).array?.compactMap(\.string) ?? []
  }

  private static func norm(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
