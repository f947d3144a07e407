import Engine
import Tensors
import Testing

/// Batch normalizations whose work the convolutions around them do, strip by strip, change no bit.
@Suite struct NormalizationSharingTests {
  /// How the depthwise convolution of a block moves.
  struct Steps: CustomTestStringConvertible {
    let kernel: String
    let strides: Int
    let padding: String
    /// Rows and columns of the image: of a large one, a strip is a part.
    let size: (Int, Int)

    var testDescription: String { "\(kernel), strides \(strides), \(padding), \(size)" }
  }

  private static let steps = [
    Steps(kernel: "3", strides: 1, padding: "same", size: (61, 41)),
    Steps(kernel: "3", strides: 2, padding: "same", size: (64, 40)),
    Steps(kernel: "3", strides: 2, padding: "valid", size: (64, 40)),
    Steps(kernel: "(5, 2)", strides: 1, padding: "valid", size: (50, 44)),
    Steps(kernel: "2", strides: 3, padding: "valid", size: (59, 43)),
    Steps(kernel: "7", strides: 1, padding: "same", size: (45, 47)),
    Steps(kernel: "3", strides: 1, padding: "same", size: (4, 3)),
  ]

  private static func block(_ steps: Steps, channels: Int, activation: String) -> [String] {
    [
      "Conv2D(5, 3, padding=same, name=stem)", "BatchNormalization(name=stem_bn)",
      "Activation(\(activation), name=stem_active)",
      "Conv2D(\(channels), 1, use_bias=False, name=expand)",
      "BatchNormalization(name=expand_bn, scale=False)",
      "Activation(\(activation), name=expand_active)",
      "DepthwiseConv2D(\(steps.kernel), strides=\(steps.strides), padding=\(steps.padding), "
        + "name=depthwise)",
      "BatchNormalization(name=depthwise_bn)", "Activation(\(activation), name=depthwise_active)",
      "Conv2D(6, 1, name=project)", "BatchNormalization(name=project_bn)",
      "GlobalAveragePooling2D()", "Dense(3)",
    ]
  }

  /// With all outputs kept, the layers are computed one by one.
  private static let inner: Set<String> = [
    "stem", "stem_bn", "stem_active", "expand", "expand_bn", "expand_active", "depthwise",
    "depthwise_bn", "depthwise_active", "project", "project_bn",
  ]

  /// All numbers of a step: outputs, gradients, moving statistics.
  private func numbers(
    _ layers: [String], _ size: (Int, Int), keeping kept: Set<String>,
    _ instructions: InstructionSet, threads: Int
  ) throws -> [[UInt32]] {
    let graph = try readGraph(layers, input: [size.0, size.1, 2])
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 2), batchCapacity: 11, mode: .training, seed: 1,
      threads: ThreadPool(threadCount: threads), numerics: .portable(instructions), keeping: kept)
    let random = Random(seed: 3)
    for index in model.input.indices {
      model.input[index] = 4 * random.uniform(Random.Purpose("pixels"), at: index) - 2
    }
    // The last batch of an epoch is smaller.
    model.forward(count: 9, phase: .training(step: 0))
    var numbers = [Array(model.output.prefix(9 * 3))]
    for index in model.outputGradient.indices {
      model.outputGradient[index] = random.uniform(Random.Purpose("gradient"), at: index) - 0.5
    }
    model.backward(count: 9, fromLogits: false)
    numbers += model.parameters.map { Array($0.gradient ?? $0.value) }
    // Validation by a model that learns takes the moving statistics.
    model.forward(count: 2, phase: .inference)
    numbers.append(Array(model.output.prefix(2 * 3)))
    return numbers.map { $0.map(\.bitPattern) }
  }

  @Test(arguments: steps) func blocks(_ steps: Steps) throws {
    let layers = Self.block(steps, channels: 37, activation: "relu6")
    for instructions in InstructionSet.allCases where instructions.isAvailable {
      let alone = try numbers(
        layers, steps.size, keeping: Self.inner, instructions, threads: 1)
      #expect(alone.allSatisfy { $0.contains { $0 != 0 } })
      for threads in [1, 3] {
        let shared = try numbers(layers, steps.size, keeping: [], instructions, threads: threads)
        #expect(shared == alone, "\(instructions), \(threads) threads")
      }
    }
  }

  /// Activations whose derivative needs what came out are applied as it is read, too.
  @Test func otherActivations() throws {
    let layers = Self.block(Self.steps[1], channels: 24, activation: "elu")
    #expect(
      try numbers(layers, Self.steps[1].size, keeping: [], .best, threads: 2)
        == numbers(layers, Self.steps[1].size, keeping: Self.inner, .best, threads: 2))
  }

  /// A plan says who does what, and does not keep what is normalized.
  @Test func plansSayWhoNormalizes() throws {
    let layers = Self.block(Self.steps[0], channels: 40, activation: "relu6")
    let graph = try readGraph(layers, input: [61, 41, 2])
    let plan = ModelPlan(graph, batchSize: 4, numerics: .standard, optimizer: SGD())
    let normalizations = plan.steps.filter { $0.operation.hasPrefix("batch normalization") }
    #expect(normalizations.count == 4)
    let left = normalizations.filter { $0.reasons.contains { $0.hasPrefix("left to its reader") } }
    #expect(left.count == 3)
    let measured = normalizations.filter {
      $0.reasons.contains { $0.hasPrefix("measured in front") }
    }
    #expect(measured.count == 3)
    let openblas = ModelPlan(graph, batchSize: 4, numerics: .openblas, optimizer: SGD())
    #expect(!openblas.steps.contains { $0.reasons.contains { $0.hasPrefix("measured") } })
    #expect(plan.memory.activations < openblas.memory.activations)
  }
}
