import Engine
import Tensors
import Testing

/// A convolution and the pooling that alone reads it are one operation in training.
@Suite struct PooledConvolutionTests {
  private static let convolutions = [
    "Conv2D(5, 3, padding=same, activation=relu)", "Conv2D(7, 3, activation=relu)",
    "Conv2D(4, (2, 5), strides=(2, 1), padding=same, activation=elu)", "Conv2D(6, 5)",
    "Conv2D(3, 2, strides=2, use_bias=False, activation=relu)",
    "Conv2D(33, 3, dilation_rate=(2, 1), padding=same, activation=tanh)",
  ]

  private static let poolings = [
    "MaxPooling2D()", "MaxPooling2D(2, padding=same)", "MaxPooling2D(3, 2)",
    "MaxPooling2D((1, 2), (2, 1), same)",
  ]

  /// Cropping nothing keeps the two apart.
  private static func layers(_ convolution: String, _ pooling: String, isApart: Bool) -> [String] {
    [
      "Conv2D(CHANNELS, 1)", convolution, isApart ? "Cropping2D(0)" : nil, pooling, "Flatten()",
      "Dense(3)",
    ].compactMap { $0 }
  }

  @Test(arguments: [1, 2, 5, 6, 8, 16, 21]) func agreesWithBothApart(_ channels: Int) throws {
    for convolution in Self.convolutions {
      for pooling in Self.poolings {
        func gradients(isApart: Bool) throws -> [(String, [Float])] {
          let layers = Self.layers(convolution, pooling, isApart: isApart)
            .map { $0.replacing("CHANNELS", with: "\(channels)") }
          return try Self.gradients(layers)
        }
        let (together, apart) = try (gradients(isApart: false), gradients(isApart: true))
        for ((path, own), (_, wanted)) in zip(together, apart) {
          let scale = wanted.map(abs).max() ?? 0
          let error = zip(own, wanted).map { abs($0 - $1) }.max() ?? 0
          #expect(
            error <= 2e-5 * max(scale, 1), "\(path) of \(convolution), \(pooling), \(channels)")
        }
      }
    }
  }

  @Test(arguments: [1, 3, 16, 21]) func nothingChangesABit(_ channels: Int) throws {
    for convolution in Self.convolutions {
      let layers = Self.layers(convolution, "MaxPooling2D()", isApart: false)
        .map { $0.replacing("CHANNELS", with: "\(channels)") }
      let wanted = try Self.gradients(layers, instructions: .scalar)
      for instructions in InstructionSet.allCases where instructions.isAvailable {
        for threadCount in [1, 2, 3] {
          let own = try Self.gradients(
            layers, instructions: instructions, threadCount: threadCount)
          for ((path, numbers), (_, others)) in zip(own, wanted) {
            #expect(
              numbers.map(\.bitPattern) == others.map(\.bitPattern),
              "\(path) of \(convolution), \(instructions), \(threadCount) threads")
          }
        }
      }
    }
  }

  private static func gradients(
    _ layers: [String], instructions: InstructionSet = .best, threadCount: Int = 2
  ) throws -> [(String, [Float])] {
    let graph = try readGraph(layers, input: [9, 10, 2])
    // A batch that is not full.
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 3), batchCapacity: 12, mode: .training, seed: 1,
      threads: ThreadPool(threadCount: threadCount), numerics: .portable(instructions))
    let random = Random(seed: 9)
    for index in model.input.indices {
      model.input[index] = 2 * random.uniform(Random.Purpose("input"), at: index) - 1
    }
    model.forward(count: 11, phase: .training(step: 0))
    for index in model.outputGradient.indices {
      model.outputGradient[index] = 2 * random.uniform(Random.Purpose("gradient"), at: index) - 1
    }
    model.backward(count: 11, fromLogits: false)
    return [("output", Array(model.output.prefix(33)))]
      + model.parameters.map { ($0.path, $0.gradient.map(Array.init) ?? []) }
  }
}
