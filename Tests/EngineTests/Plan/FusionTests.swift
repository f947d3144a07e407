import Engine
import Tensors
import Testing

/// Operations that do the work of several change no bit of it.
@Suite struct FusionTests {
  /// An inverted residual block: a strip is less than the image, and its rows go on from one to the next.
  private static func block(
    strides: Int, expands: Bool = true, trainable: String = "False"
  ) -> [String] {
    let channels = expands ? 80 : 61
    let expansion = [
      "Conv2D(\(channels), 1, use_bias=False, name=expand, trainable=\(trainable))",
      "BatchNormalization(name=expand_bn, trainable=\(trainable))", "ReLU(6.0, name=expand_relu)",
    ]
    let adds = strides == 1 && expands
    return [
      "x = Conv2D(\(expands ? 17 : 61), 1, name=stem, trainable=\(trainable))"
    ] + (expands ? expansion : []) + [
      "ZeroPadding2D(\(strides == 1 ? "1" : "((0, 1), (0, 1))"), name=pad)",
      "DepthwiseConv2D(3, strides=\(strides), padding=valid, use_bias=False, name=depthwise, "
        + "trainable=\(trainable))",
      "BatchNormalization(name=depthwise_bn, trainable=\(trainable))",
      "ReLU(6.0, name=depthwise_relu)",
      "Conv2D(17, 1, use_bias=False, name=project, trainable=\(trainable))",
      "y = BatchNormalization(name=project_bn, trainable=\(trainable))",
    ] + (adds ? ["z = Add(name=sum)([x, y])"] : []) + [
      "GlobalAveragePooling2D(name=pooled)(\(adds ? "z" : "y"))", "Dense(3)",
    ]
  }

  /// The layers whose outputs nobody computes by themselves when they are not kept.
  private static let inner: Set<String> = [
    "stem", "expand", "expand_bn", "expand_relu", "pad", "depthwise", "depthwise_bn",
    "depthwise_relu", "project", "project_bn", "sum",
  ]

  private func run(
    _ layers: [String], size: Int, _ mode: CompiledModel.Mode, keeping kept: Set<String>,
    _ instructions: InstructionSet, threads: Int
  ) throws -> [Float] {
    let graph = try readGraph(layers, input: [size, size, 5])
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 2), batchCapacity: 3, mode: mode, seed: 1,
      threads: ThreadPool(threadCount: threads), numerics: .portable(instructions), keeping: kept)
    let random = Random(seed: 3)
    for parameter in model.parameters where parameter.path.contains("moving") {
      for index in parameter.value.indices {
        parameter.value[index] = 0.5 + random.uniform(Random.Purpose(parameter.path), at: index)
      }
    }
    for index in model.input.indices {
      model.input[index] = 4 * random.uniform(Random.Purpose("pixels"), at: index) - 2
    }
    model.forward(count: 2, phase: mode == .training ? .training(step: 0) : .inference)
    return Array(model.output.prefix(2 * 3))
  }

  /// Frozen, as the layers would be one by one: with every output kept nothing is joined.
  @Test(arguments: [1, 2], [true, false]) func strips(_ strides: Int, _ expands: Bool) throws {
    let layers = Self.block(strides: strides, expands: expands)
    let plan = ModelPlan(
      try readGraph(layers, input: [33, 33, 5]), batchSize: 3, numerics: .standard)
    #expect(plan.steps.contains { $0.operation.hasSuffix("in strips") })
    // Normalizations are folded with both, for that changes bits.
    let kept = Self.inner.filter { !$0.hasSuffix("_bn") && $0 != "pad" && $0 != "project" }
      .subtracting(["expand", "depthwise"])
    for instructions in InstructionSet.allCases where instructions.isAvailable {
      let alone = try run(
        layers, size: 33, .inference, keeping: kept, instructions, threads: 1)
      #expect(alone.contains { $0 != 0 })
      for threads in [1, 3] {
        for mode in [CompiledModel.Mode.inference, .training] {
          let joined = try run(
            layers, size: 33, mode, keeping: [], instructions, threads: threads)
          expectSameBits(joined, alone, "\(layers), \(mode), \(instructions), \(threads) threads")
        }
      }
    }
  }

  /// What is learned is computed operation by operation, with sums and activations in the normalizations.
  @Test func nothingThatLearnsIsComputedInStrips() throws {
    let graph = try readGraph(Self.block(strides: 1, trainable: "True"), input: [33, 33, 5])
    let plan = ModelPlan(graph, batchSize: 3, numerics: .standard, optimizer: SGD())
    let names = plan.steps.map(\.operation)
    #expect(!names.contains { $0.hasSuffix("in strips") })
    #expect(names.count { $0 == "batch normalization + relu6" } == 2)
    #expect(!names.contains("zero padding"))
  }

  /// A normalization adds the other branch and applies the activation behind the sum, there and back.
  @Test(arguments: ["relu", "elu"]) func normalizationsAddAndActivate(_ activation: String) throws {
    let layers = [
      "x = Conv2D(6, 3, padding=same, name=stem)", "BatchNormalization(name=a)",
      "y = Conv2D(6, 3, padding=same, name=inner)", "z = BatchNormalization(name=b)",
      "Add(name=sum)([x, z])", "Activation(\(activation), name=activated)", "Flatten()",
      "Dense(3)",
    ]
    let graph = try readGraph(layers, input: [5, 5, 2])
    func gradients(_ kept: Set<String>) throws -> [[UInt32]] {
      let model = try CompiledModel(
        graph, weights: graph.initialWeights(seed: 2), batchCapacity: 4, mode: .training, seed: 1,
        threads: ThreadPool(threadCount: 2), keeping: kept)
      let random = Random(seed: 3)
      for index in model.input.indices {
        model.input[index] = random.uniform(Random.Purpose("pixels"), at: index)
      }
      model.forward(count: 4, phase: .training(step: 0))
      var numbers = [Array(model.output)]
      for index in model.outputGradient.indices {
        model.outputGradient[index] = random.uniform(Random.Purpose("gradient"), at: index)
      }
      model.backward(count: 4, fromLogits: false)
      numbers += model.parameters.compactMap { $0.gradient.map { Array($0) } }
      return numbers.map { $0.map(\.bitPattern) }
    }
    #expect(try gradients([]) == gradients(["a", "b", "sum", "activated"]))
    let names = ModelPlan(graph, batchSize: 4, numerics: .standard, optimizer: SGD())
      .steps.map(\.operation)
    #expect(names.contains("batch normalization + add + \(activation)"))
  }

  /// Convolutions of every kind add the other branch where no gradient comes back.
  @Test(arguments: [
    "Conv2D(24, 1, name=last)", "Conv2D(24, 3, padding=same, name=last)",
    "Conv2D(24, 5, padding=same, name=last)", "Dense(24, name=last)",
  ])
  func frozenConvolutionsAdd(_ layer: String) throws {
    let layers = [
      "x = Conv2D(24, 3, padding=same, name=stem)", "y = \(layer)", "Add(name=sum)([x, y])",
      "ReLU(name=activated)", "Flatten()", "Dense(3)",
    ]
    for size in [2, 9] {
      let alone = try run(
        layers, size: size, .inference, keeping: ["last", "sum", "activated"], .best, threads: 1)
      let joined = try run(layers, size: size, .inference, keeping: [], .best, threads: 2)
      expectSameBits(joined, alone, "\(layers) on \(size)")
      let plan = ModelPlan(
        try readGraph(layers, input: [size, size, 5]), batchSize: 3, numerics: .standard)
      #expect(plan.steps.contains { $0.operation.hasSuffix("+ add + relu") })
    }
  }
}
