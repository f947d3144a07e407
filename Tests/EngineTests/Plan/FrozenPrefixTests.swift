import Engine
import Tensors
import Testing

/// Where models are cut behind their frozen layers, and that the parts make the bits of the whole.
@Suite struct FrozenPrefixTests {
  private static let head = ["GlobalAveragePooling2D()", "Dense(3, activation=softmax)"]

  /// The names of the first layers; nil where there is no cut.
  private func first(
    _ layers: [String], numerics: Numerics = .standard, leastWork: Int = 1
  ) throws -> [String]? {
    let graph = try readGraph(layers, input: [8, 8, 1])
    return FrozenPrefix(of: graph, numerics: numerics, leastWork: leastWork)?.layers.nodes.map(
      \.name)
  }

  private static let conv = "Conv2D(8, 3, padding=same, trainable=False, name=a)"

  @Test func theCutIsAsFarAlongAsLayersAreFrozen() throws {
    #expect(
      try first([Self.conv, "ReLU(name=r)", "MaxPooling2D(name=p)", "Dropout(0.5)"] + Self.head)
        == ["a", "r", "p"])
    #expect(try first([Self.conv, "GlobalMaxPooling2D(name=g)", "Dense(3)"]) == ["a", "g"])
    #expect(
      try first([Self.conv, "BatchNormalization(trainable=False, name=b)"] + Self.head)
        == ["a", "b", "global_average_pooling2d"])
  }

  /// What cannot be computed once for all.
  @Test func chanceAndBatchesKeepLayersFromBeingCutOff() throws {
    #expect(try first(["RandomFlip()", Self.conv] + Self.head) == nil)
    #expect(try first(["GaussianNoise(0.1)", Self.conv] + Self.head) == nil)
    #expect(try first(["BatchNormalization()", Self.conv] + Self.head) == nil)
    let penalized =
      "Conv2D(8, 3, padding=same, trainable=False, activity_regularizer=L2(0.1), name=z)"
    #expect(try first([penalized] + Self.head) == nil)
    #expect(try first([Self.conv, penalized] + Self.head) == ["a"])
  }

  @Test func whereNothingIsFrozenOrNothingLearnsThereIsNoCut() throws {
    #expect(try first(["Conv2D(8, 3)"] + Self.head) == nil)
    #expect(try first([Self.conv, "Flatten()", "Dense(3, trainable=False)"]) == nil)
    #expect(try first([Self.conv] + Self.head, numerics: .openblas) == nil)
  }

  /// One convolution of a gray picture is computed faster than its output is read.
  @Test func littleWorkIsNotWorthKeeping() throws {
    let layers = [Self.conv, "Dropout(0.5)"] + Self.head
    #expect(try first(layers) == ["a"])
    #expect(try first(layers, leastWork: 9) == ["a"])
    #expect(try first(layers, leastWork: 10) == nil)
    let graph = try readGraph(layers, input: [8, 8, 1])
    #expect(FrozenPrefix(of: graph, numerics: .standard) == nil)
  }

  /// In inference the normalization is a part of the convolution's weights.
  @Test func whatBecomesOneOperationIsNotCut() throws {
    let second = "Conv2D(4, 3, padding=same, trainable=False, name=c)"
    #expect(try first([Self.conv, second, "BatchNormalization()"] + Self.head) == ["a"])
  }

  @Test func onlyOneValueMayCrossTheCut() throws {
    let second = "Conv2D(8, 3, padding=same, trainable=False, name=c)(x)"
    // x is read in front of the cut and behind it.
    let learned = "z = Conv2D(8, 1, name=l)(y)"
    let whole = ["x = \(Self.conv)", "y = \(second)", learned, "Add()([x, z])"] + Self.head
    #expect(try first(whole) == ["a"])
    let together = ["x = \(Self.conv)", "y = \(second)", "Add(name=s)([x, y])", "Conv2D(4, 1)"]
    #expect(try first(together + Self.head) == ["a", "c", "s"])
    // A layer that is applied on both sides.
    let shared = ["x = \(Self.conv)", "y = \(second)", "z = Conv2D(8, 1)(y)", "y(z)"]
    #expect(try first(shared + Self.head) == ["a"])
  }

  /// A model is cut inside of a whole network whose last layers learn, and behind one that is frozen.
  @Test(arguments: ["none", "layers[100:]", "layers[80%:]"])
  func networksAreCutWhereTheyBeginToLearn(_ rule: String) throws {
    let layers = [
      "base = MobileNetV2(weights=None, include_top=False, input_shape=(32, 32, 3))(training=False)",
      "GlobalAveragePooling2D()", "Dropout(0.2)", "Dense(3, activation=softmax)",
    ]
    let written = try readGraph(layers, input: [32, 32, 3])
    let name = try #require(written.layers.first?.name)
    let graph = written.freezing(
      layer: name, by: try readCall(rule, as: TrainableRule.self))
    let prefix = try #require(FrozenPrefix(of: graph, numerics: .standard))
    let isWhole = prefix.rest.nodes.map(\.name).contains("dropout") && prefix.rest.nodes.count == 2
    #expect(isWhole == (rule == "none"), "\(prefix.rest.nodes.map(\.name))")
    #expect(prefix.rest.trainableParameterCount == graph.trainableParameterCount)
    #expect(prefix.layers.parameterCount + prefix.rest.parameterCount == graph.parameterCount)
    try compare(graph, prefix, on: [32, 32, 3], "MobileNetV2, \(rule)")
  }

  /// Outputs, logits and gradients of random models whose first layers are frozen.
  @Test(arguments: 0..<120) func thePartsMakeTheBitsOfTheWhole(_ number: Int) throws {
    let training = RandomGraph.training(number)
    let (graph, start) = try frozen(training, number)
    guard let prefix = FrozenPrefix(of: graph, numerics: .standard, leastWork: 0) else { return }
    try compare(graph, prefix, on: training.shape, "\(training.layers), from \(start)")
  }

  /// Expects the same bits of a model and of its parts, in both modes, forward and backward.
  private func compare(
    _ graph: Graph, _ prefix: FrozenPrefix, on shape: Shape, _ what: String
  ) throws {
    let weights = drawn(graph)
    let pictures = SmallPictures(count: 37, shape: shape)
    var features: [Float] = []
    let threads = ThreadPool(threadCount: 2)
    let isFinite = try prefix.run(
      over: pictures, weights: weights, threads: threads, numerics: .standard,
      isCancelled: { false }, visit: { features += $0 })
    #expect(isFinite && features.count == 37 * prefix.rest.inputShape.count)

    for mode in [CompiledModel.Mode.training, .inference] {
      let models = try [graph, prefix.rest].map {
        try CompiledModel(
          $0, weights: weights, batchCapacity: 7, mode: mode, seed: 3,
          threads: ThreadPool(threadCount: 1))
      }
      var labels = [Int32](repeating: 0, count: 7)
      let indices: [Int32] = [3, 36, 0, 11, 20]
      indices.withUnsafeBufferPointer { indices in
        labels.withUnsafeMutableBufferPointer {
          pictures.fill(indices, inputs: models[0].input, labels: $0)
        }
      }
      let size = prefix.rest.inputShape.count
      for (position, index) in indices.enumerated() {
        for offset in 0..<size {
          models[1].input[position * size + offset] = features[Int(index) * size + offset]
        }
      }
      let phases: [Phase] = mode == .training ? [.inference, .training(step: 4)] : [.inference]
      for phase in phases {
        let outcomes = models.map { model in
          model.forward(count: indices.count, phase: phase)
          return model.output.prefix(indices.count * graph.outputShape.count).map(\.bitPattern)
        }
        #expect(outcomes[0] == outcomes[1], "\(what), \(mode), \(phase)")
        #expect(models[0].penalty == models[1].penalty)
      }
      guard mode == .training else { continue }
      let gradients = models.map { model in
        for index in model.outputGradient.indices {
          model.outputGradient[index] = Float(index % 5) / 7 - 0.3
        }
        model.backward(count: indices.count, fromLogits: model.logits != nil)
        return model.parameters.filter { $0.gradient != nil }.map { parameter in
          (parameter.gradient?.map(\.bitPattern) ?? []) + parameter.value.map(\.bitPattern)
        }
      }
      #expect(gradients[0] == gradients[1], "\(what)")
    }
  }

  /// A random model with its first layers frozen, and how many.
  private func frozen(
    _ training: SmallTraining, _ number: Int
  ) throws -> (graph: Graph, start: Int) {
    let written = try #require(SmallTraining.chain(training.layers, on: training.shape))
    let start = written.layers.count - 1 - number % (written.layers.count - 1)
    let rule = try readCall("layers[\(start):]", as: TrainableRule.self)
    return (written.freezing(by: rule), start)
  }

  /// Otherwise the test above would not say much.
  @Test func manyRandomModelsAreCut() throws {
    let count = try (0..<120).count { number in
      let graph = try frozen(RandomGraph.training(number), number).graph
      return FrozenPrefix(of: graph, numerics: .standard, leastWork: 0) != nil
    }
    #expect(count > 40, "\(count)")
  }

  /// Weights that are nobody's beginning: normalizations have seen something.
  private func drawn(_ graph: Graph) -> [(name: String, tensor: Tensor)] {
    let random = Random(seed: 8)
    return graph.initialWeights(seed: 2).map { weight in
      guard weight.tensor.shape.rank == 1 else { return weight }
      let numbers = (0..<weight.tensor.count).map {
        0.5 + random.uniform(Random.Purpose(weight.name), at: $0)
      }
      return (weight.name, Tensor(numbers, shape: weight.tensor.shape))
    }
  }

  @Test func whatIsNoNumberIsLeftToTheWholeModel() throws {
    let graph = try readGraph([Self.conv] + Self.head, input: [8, 8, 1])
    let prefix = try #require(FrozenPrefix(of: graph, numerics: .standard, leastWork: 0))
    var weights = graph.initialWeights(seed: 1)
    weights[0].tensor = Tensor(
      Array(repeating: .infinity, count: weights[0].tensor.count), shape: weights[0].tensor.shape)
    var count = 0
    let isFinite = try prefix.run(
      over: SmallPictures(count: 5, shape: [8, 8, 1]), weights: weights,
      threads: ThreadPool(threadCount: 1), numerics: .standard, isCancelled: { false },
      visit: { count += $0.count })
    #expect(!isFinite && count == 0)
  }
}
