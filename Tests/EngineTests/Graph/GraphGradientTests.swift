import Engine
import Tensors
import Testing

/// Gradients of graphs that branch and join, by central differences.
@Suite struct GraphGradientTests {
  @Test(arguments: [
    // Squeeze and excitation.
    [
      "x = Conv2D(4, 3, padding=same)", "s = GlobalAveragePooling2D()(x)", "Dense(2, tanh)",
      "Dense(4, sigmoid)", "s = Reshape((1, 1, 4))", "Multiply()([x, s])", "Flatten()", "Dense(3)",
    ],
    // A residual block, with the input read three times.
    [
      "y = Conv2D(2, 3, padding=same)", "y = Activation(tanh)", "z = Add()([y, input])",
      "Subtract()([z, input])", "Flatten()", "Dense(3)",
    ],
    // Two branches of different depth.
    [
      "a = Conv2D(3, 1)", "b = Conv2D(2, 3, padding=same)(input)",
      "b = Conv2D(3, 3, padding=same)(b)", "Concatenate()([a, b])", "GlobalAveragePooling2D()",
    ],
    // One layer in three places, once over what it made itself.
    [
      "x = Conv2D(2, 3, padding=same, activation=tanh)", "y = x(x)", "z = x(input)",
      "Average()([x, y, z])", "Flatten()", "Dense(3)",
    ],
    // Batch normalization in two places.
    [
      "n = BatchNormalization()", "c = Conv2D(2, 1)(n)", "m = n(c)", "Add()([n, m])",
      "GlobalAveragePooling2D()",
    ],
  ]) func areThoseOfCentralDifferences(_ layers: [String]) throws {
    let graph = try readGraph(layers, input: [4, 5, 2])
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 3), batchCapacity: 3, mode: .training, seed: 1,
      threads: ThreadPool(threadCount: 2))
    let random = Random(seed: 9)
    func numbers(_ name: String, _ count: Int) -> [Float] {
      (0..<count).map { 2 * random.uniform(Random.Purpose(name), at: $0) - 1 }
    }
    let outputGradient = numbers("gradient", 3 * graph.outputShape.count)
    _ = model.input.update(from: numbers("input", 3 * 40))
    func weightedSum() -> Double {
      model.forward(count: 3, phase: .training(step: 0))
      return zip(model.output, outputGradient).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    _ = weightedSum()
    _ = model.outputGradient.update(from: outputGradient)
    model.backward(count: 3, fromLogits: false)
    let step: Float = 1.0 / 64
    for parameter in model.parameters {
      guard let gradient = parameter.gradient.map(Array.init) else { continue }
      let scale = max(gradient.map(abs).max() ?? 0, 0.1)
      for index in gradient.indices {
        let before = parameter.value[index]
        parameter.value[index] = before + step
        let high = weightedSum()
        parameter.value[index] = before - step
        let low = weightedSum()
        parameter.value[index] = before
        let difference = Float((high - low) / Double(2 * step))
        #expect(
          abs(gradient[index] - difference) < 5e-3 * scale, "\(parameter.path)[\(index)]")
      }
    }
  }
}
