import Engine
import Tensors
import Testing

/// An item that names another one applies that one's layer again, with the same weights.
@Suite struct SharedLayerTests {
  private static let twice = [
    "x = Dense(3, activation=tanh, name=both)", "y = Dense(3, name=between)(x)", "x(y)",
  ]

  @Test func aSharedLayerIsThereOnce() throws {
    let graph = try readGraph(Self.twice, input: [3])
    #expect(graph.layers.map(\.name) == ["both", "between"])
    #expect(graph.nodes.map(\.name) == ["both", "between", "both@2"])
    #expect(graph.parameterCount == 24)
    #expect(graph.initialWeights(seed: 1).count == 4)
  }

  /// The gradients are the sums of those of two layers that happen to have the same weights.
  @Test(arguments: [1, 2]) func gradientsOfAllPlacesAreAdded(_ threadCount: Int) throws {
    let graph = try readGraph(Self.twice, input: [3])
    let weights = graph.initialWeights(seed: 5)
    let apart = try readGraph(
      [
        "Dense(3, activation=tanh, name=both)", "Dense(3, name=between)",
        "Dense(3, activation=tanh, name=again)",
      ], input: [3])
    let copies = weights.filter { $0.name.hasPrefix("both/") }.map {
      (name: $0.name.replacing("both/", with: "again/"), tensor: $0.tensor)
    }
    let shared = try gradients(graph, weights, threadCount)
    let separate = try gradients(apart, weights + copies, threadCount)
    #expect(shared.output == separate.output)
    for name in ["kernel", "bias"] {
      let one = try #require(separate.gradients["both/\(name)"])
      let other = try #require(separate.gradients["again/\(name)"])
      #expect(shared.gradients["both/\(name)"] == zip(one, other).map { $1 + $0 })
    }
    #expect(shared.gradients["between/kernel"] == separate.gradients["between/kernel"])
  }

  @Test func aThirdPlaceSharesTheSameWeights() throws {
    let graph = try readGraph(
      ["x = Dense(3)", "y = x(x)", "z = y(y)", "Add()([x, y, z])"], input: [3])
    #expect(graph.nodes.map(\.shares) == [nil, 0, 0, nil])
    #expect(graph.nodes.map(\.name) == ["dense", "dense@2", "dense@3", "add"])
  }

  @Test func freezingCountsEveryLayerOnce() throws {
    let graph = try readGraph(Self.twice, input: [3])
    var frozen = graph.freezing(layer: "both", by: try rule("none"))
    #expect(frozen.nodes.map(\.isTrainable) == [false, true, false])
    frozen = graph.freezing(by: try rule("layers[-1:]"))
    #expect(frozen.nodes.map(\.isTrainable) == [false, true, false])
  }

  /// Random layers draw anew in every place.
  @Test func dropoutIsDifferentInEveryPlace() throws {
    let graph = try readGraph(
      ["x = Dropout(0.5)", "y = x(input)", "Concatenate()([x, y])"], input: [40])
    let model = try CompiledModel(
      graph, weights: [], batchCapacity: 1, mode: .inference, seed: 1,
      threads: ThreadPool(threadCount: 1))
    model.input.update(repeating: 1)
    model.forward(count: 1, phase: .training(step: 0))
    #expect(Array(model.output[..<40]) != Array(model.output[40...]))
  }

  private func rule(_ text: String) throws -> TrainableRule {
    try readCall(text, as: TrainableRule.self)
  }

  private func gradients(
    _ graph: Graph, _ weights: [(name: String, tensor: Tensor)], _ threadCount: Int
  ) throws -> (output: [Float], gradients: [String: [Float]]) {
    let model = try CompiledModel(
      graph, weights: weights, batchCapacity: 2, mode: .training, seed: 1,
      threads: ThreadPool(threadCount: threadCount))
    _ = model.input.update(from: [0.5, -1, 2, 1.5, 0.25, -0.75])
    model.forward(count: 2, phase: .training(step: 0))
    let output = Array(model.output)
    _ = model.outputGradient.update(from: [1, -1, 0.5, 0.25, 2, -0.5])
    model.backward(count: 2, fromLogits: false)
    let gradients = model.parameters.map { ($0.path, $0.gradient.map(Array.init) ?? []) }
    return (output, Dictionary(gradients) { $1 })
  }
}
