import Engine
import Tensors

/// A network of weights without layers, whose gradients are given.
final class GivenGradients: Network {
  let parameters: [NetworkParameter]

  /// Weights by their paths.
  init(_ weights: [(path: String, values: [Float])]) {
    parameters = weights.map { path, values in
      let value = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
      _ = value.initialize(from: values)
      let gradient = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
      gradient.initialize(repeating: 0)
      return NetworkParameter(
        path: path, shape: Shape([values.count]), isTrainable: true, value: value,
        gradient: gradient)
    }
  }

  deinit {
    for parameter in parameters {
      parameter.value.deallocate()
      parameter.gradient?.deallocate()
    }
  }

  /// Puts a gradient in the place of that of a weight.
  func setGradient(_ values: [Float], of index: Int = 0) {
    _ = parameters[index].gradient?.update(from: values)
  }

  func gradient(of index: Int = 0) -> [Float] { parameters[index].gradient.map(Array.init) ?? [] }

  func values(of index: Int = 0) -> [Float] { Array(parameters[index].value) }

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
