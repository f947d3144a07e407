import Engine
import Formats
import Schemas
import Tensors

/// Cases of optimizers: ten given gradients, the weights after every step, the slots in the end.
enum OptimizerCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    var notation = golden.call
    if let excluded = try? golden.json("exclude_from_weight_decay") {
      notation = "\(notation.dropLast()), exclude_from_weight_decay=\(excluded.notation))"
    }
    let network = try GivenGradients(golden)
    let optimizer = OptimizerState(
      try read(notation, as: OptimizerCall.self).optimizer, for: network,
      threads: ThreadPool(threadCount: 1))
    var computed: [String: [Double]] = [:]
    for step in 0..<network.stepCount {
      network.prepare(step)
      computed["learning_rate", default: []].append(optimizer.learningRate)
      optimizer.step()
      for parameter in network.parameters {
        computed[parameter.path, default: []] += parameter.value.map(Double.init)
      }
    }
    for (name, tensor) in optimizer.tensors {
      let parts = name.split(separator: "/")
      computed["state_\(parts[1])_\(parts[0])"] = tensor.elements.map(Double.init)
    }
    return try GoldenComparison(golden, computed: computed)
  }
}

/// Variables whose gradients a case gives.
private final class GivenGradients: Network {
  let parameters: [NetworkParameter]
  let stepCount: Int
  private let gradients: [[Float]]

  init(_ golden: GoldenCase) throws {
    let names = try golden.json("variables").array?.compactMap(\.string) ?? []
    parameters = try names.map { name in
      let first = try golden.array("\(name)_init")
      let count = first.shape.count
      let value = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
      _ = value.initialize(from: first.floats)
      let gradient = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
      gradient.initialize(repeating: 0)
      return NetworkParameter(
        path: name, shape: first.shape, isTrainable: true, value: value, gradient: gradient)
    }
    gradients = try names.map { try golden.floats("d\($0)") }
    stepCount = try golden.array("learning_rate").shape.count
  }

  deinit {
    for parameter in parameters {
      parameter.value.deallocate()
      parameter.gradient?.deallocate()
    }
  }

  /// Puts the gradients of a step in their places.
  func prepare(_ step: Int) {
    for (parameter, all) in zip(parameters, gradients) {
      let count = parameter.value.count
      _ = parameter.gradient?.update(from: all[(step * count)..<((step + 1) * count)])
    }
  }

  let batchCapacity = 0
  let inputShape: Shape = []
  let outputShape: Shape = []
  var input: UnsafeMutableBufferPointer<Float> { .init(start: nil, count: 0) }
  var output: UnsafeBufferPointer<Float> { .init(start: nil, count: 0) }
  var logits: UnsafeBufferPointer<Float>? { nil }
  var finalActivation: FinalActivation? { nil }
  var outputGradient: UnsafeMutableBufferPointer<Float> { .init(start: nil, count: 0) }
  func forward(count: Int, phase: Phase) {}
  func backward(count: Int, fromLogits: Bool, for reader: (any GradientReader)?) {}
  func firstNonFinite(count: Int) -> String? { nil }
}
