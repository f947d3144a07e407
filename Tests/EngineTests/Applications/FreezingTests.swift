import Engine
import Tensors
import Testing

/// What learns of a network, and what its batch normalizations do meanwhile.
@Suite struct FreezingTests {
  private static let model = [
    "base = MobileNetV2(alpha=0.35, weights=None, include_top=False)",
    "GlobalAveragePooling2D()", "Dropout(0.2)", "Dense(2, name=head)",
  ]

  private static let inferring = ["\(model[0])(training=False)"] + model.dropFirst()

  private func graph(_ layers: [String], base: String? = nil) throws -> Graph {
    let graph = try readGraph(layers, input: [32, 32, 3])
    guard let base else { return graph }
    return graph.freezing(layer: graph.nodes[0].name, by: try readRule(base))
  }

  private func readRule(_ text: String) throws -> TrainableRule {
    try readCall(text, as: TrainableRule.self)
  }

  /// What a pass and a way back leave of the moving statistics, and which weights have gradients.
  private func step(_ graph: Graph) throws -> (moved: Set<String>, learned: Set<String>) {
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 3), batchCapacity: 2, mode: .training, seed: 3,
      threads: ThreadPool(threadCount: 1))
    let random = Random(seed: 3)
    for index in model.input.indices {
      model.input[index] = random.uniform(Random.Purpose("pixels"), at: index)
    }
    let before = model.weights
    model.forward(count: 2, phase: .training(step: 0))
    for index in model.outputGradient.indices { model.outputGradient[index] = 1 }
    model.backward(count: 2, fromLogits: false)
    let moved = zip(before, model.weights).filter { $0.tensor.elements != $1.tensor.elements }
    return (
      Set(moved.map(\.0.name)),
      Set(model.parameters.filter { $0.gradient != nil }.map(\.path))
    )
  }

  private func layers(_ paths: Set<String>) -> Set<String> {
    Set(paths.map { $0.split(separator: "/").dropLast().joined(separator: "/") })
  }

  @Test func aFrozenBaseIsStill() throws {
    let frozen = try graph(Self.model, base: "none")
    #expect(frozen.trainableParameterCount == 1280 * 2 + 2)
    let step = try step(frozen)
    #expect(step.moved.isEmpty)
    #expect(step.learned == ["head/kernel", "head/bias"])
  }

  /// The statistics stay, scale and shift learn.
  @Test func anInferringBaseLearnsButForItsStatistics() throws {
    let step = try step(try graph(Self.inferring))
    #expect(step.moved.isEmpty)
    #expect(step.learned.count == 158)
    #expect(step.learned.contains("mobilenetv2_0.35_None/bn_Conv1/gamma"))
  }

  @Test func aTrainingBaseMovesItsStatistics() throws {
    let step = try step(try graph(Self.model))
    #expect(step.moved.count == 104)
    #expect(step.moved.allSatisfy { $0.contains("/moving_") })
  }

  /// Keras counts the input as layer 0, so that layer 150 is `block_16_project_BN`.
  @Test func aSliceThawsByKerasIndex() throws {
    let base = "mobilenetv2_0.35_None"
    let partly = try graph(Self.model, base: "layers[150:]")
    let step = try step(partly)
    #expect(
      layers(step.learned) == [
        "\(base)/block_16_project_BN", "\(base)/Conv_1", "\(base)/Conv_1_bn", "head",
      ])
    #expect(layers(step.moved) == ["\(base)/block_16_project_BN", "\(base)/Conv_1_bn"])
    #expect(try graph(Self.model, base: "layers[-4:]").canonical == partly.canonical)
  }

  /// 80 % of Keras' 154 layers are 123.2.
  @Test func aShareCountsTheInputToo() throws {
    let share = try graph(Self.model, base: "layers[80%:]")
    let index = try graph(Self.model, base: "layers[123:]")
    #expect(share.canonical == index.canonical)
    #expect(try graph(Self.model, base: "layers[122:]").canonical != index.canonical)
  }

  @Test func thawingComesBackToWhatWas() throws {
    let frozen = try graph(Self.model, base: "none")
    let name = frozen.nodes[0].name
    let thawed = frozen.freezing(layer: name, by: try readRule("all"))
    #expect(thawed.canonical == (try graph(Self.model)).canonical)
    #expect(thawed.trainableParameterCount == 396_128 + 2562)
    #expect(frozen.freezing(by: try readRule("all")).canonical == thawed.canonical)
  }

  /// A model's own slice freezes a network whole.
  @Test func aSliceOfTheModelCountsTheNetworkOnce() throws {
    let graph = try graph(Self.model).freezing(by: try readRule("layers[1:]"))
    #expect(graph.trainableParameterCount == 2562)
    #expect(try step(graph).moved.isEmpty)
  }

  /// Dropout inside of a network that infers drops nothing.
  @Test func aNetworkThatInfersDropsNothing() throws {
    func outputs(_ application: String, step: Int) throws -> [Float] {
      let graph = try readGraph(
        ["EfficientNetB0(include_top=False, weights=None)\(application)"], input: [32, 32, 3])
      let model = try CompiledModel(
        graph, weights: graph.initialWeights(seed: 3), batchCapacity: 4, mode: .training, seed: 3,
        threads: ThreadPool(threadCount: 1))
      for index in model.input.indices { model.input[index] = Float(index % 251) }
      model.forward(count: 4, phase: .training(step: step))
      return Array(model.output)
    }
    #expect(try outputs("(training=False)", step: 0) == outputs("(training=False)", step: 1))
    #expect(try outputs("", step: 0) != outputs("", step: 1))
  }
}
