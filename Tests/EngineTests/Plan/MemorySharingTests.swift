import Engine
import Tensors
import Testing

/// Buffers that share memory change no bit of what is computed in them.
@Suite struct MemorySharingTests {
  @Test(arguments: 0..<60) func noTwoThatAreNeededTogetherOverlap(_ number: Int) throws {
    let training = RandomGraph.training(number)
    for mode in [CompiledModel.Mode.training, .inference] {
      let graph = try #require(SmallTraining.chain(training.layers, on: training.shape))
      let model = try CompiledModel(
        graph, weights: graph.initialWeights(seed: 1), batchCapacity: training.batchSize,
        mode: mode, seed: 1, threads: ThreadPool(threadCount: 2))
      let buffers = model.buffers.filter { $0.lifetime != nil && $0.count > 0 }
      for (index, one) in buffers.enumerated() {
        #expect(one.offset >= 0 && (one.offset + one.count) * 4 <= model.memoryByteCount)
        #expect(one.offset % 16 == 0, "a cache line is 16 numbers")
        for other in buffers[..<index] where overlap(one, other) {
          Issue.record("\(training.layers), \(mode): \(one) and \(other)")
        }
      }
    }
  }

  /// Whether two buffers have a number in common and a moment.
  private func overlap(_ one: PlannedBuffer, _ other: PlannedBuffer) -> Bool {
    guard let lifetime = one.lifetime, let others = other.lifetime else { return false }
    let places = Set(one.offset..<one.offset + one.count)
    let times = Set(lifetime)
    return !places.isDisjoint(with: other.offset..<other.offset + other.count)
      && !times.isDisjoint(with: others)
  }

  @Test(arguments: 0..<60) func sharingChangesNoBit(_ number: Int) throws {
    var training = RandomGraph.training(number)
    training.sharing = .separate
    let separate = try training.run()
    // NaNs would not be equal to themselves, were they told apart by anything but their bits.
    #expect(separate.weights.allSatisfy { $0.allSatisfy { Float(bitPattern: $0).isFinite } })
    for sharing in [MemorySharing.shared, .poisoned] {
      training.sharing = sharing
      #expect(try training.run() == separate, "\(training.layers), \(sharing)")
    }
    training.threads = ThreadPool(threadCount: 3)
    #expect(try training.run() == separate, "\(training.layers), on three threads")
  }

  @Test(arguments: 0..<20) func sharingChangesNoBitOfOutputs(_ number: Int) throws {
    let training = RandomGraph.training(number)
    let graph = try #require(SmallTraining.chain(training.layers, on: training.shape))
    let random = Random(seed: 5)
    let outputs = try [MemorySharing.separate, .shared, .poisoned].map { sharing in
      let model = try CompiledModel(
        graph, weights: graph.initialWeights(seed: 1), batchCapacity: 3, mode: .inference,
        seed: 1, threads: ThreadPool(threadCount: 1), sharing: sharing)
      for index in model.input.indices {
        model.input[index] = random.uniform(Random.Purpose("input"), at: index)
      }
      model.forward(count: 2, phase: .inference)
      return model.output.prefix(2 * graph.outputShape.count).map(\.bitPattern)
    }
    #expect(outputs[1] == outputs[0], "\(training.layers)")
    #expect(outputs[2] == outputs[0], "\(training.layers)")
  }

  /// Every layer between two others, where its input and its output are given away as early as it
  /// says that its backward pass can do without them.
  @Test(arguments: LayerContractTests.names)
  func aLayerReadsBackwardWhatItSays(_ name: String) throws {
    for example in LayerExamples.examples(of: name) {
      // A model has one input; a layer of several different ones is read by itself only.
      guard Set(example.inputs.map(\.sizes)).count == 1 else { continue }
      let inputs = example.inputs.indices.map { "i\($0)" }
      let layers = inputs.map { "\($0) = PReLU()(start)" }
      let reads = inputs.count == 1 ? inputs[0] : "[\(inputs.joined(separator: ", "))]"
      let graph = try readGraph(
        ["start = PReLU()"] + layers + ["\(example.text)(\(reads))", "Rescaling(2)"],
        input: example.inputs[0])
      let separate = try step(graph, .separate)
      #expect(try step(graph, .poisoned) == separate, "\(example.text)")
      #expect(try step(graph, .shared) == separate, "\(example.text)")
    }
  }

  /// The output and all gradients of a step.
  private func step(_ graph: Graph, _ sharing: MemorySharing) throws -> [[UInt32]] {
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 1), batchCapacity: 3, mode: .training, seed: 1,
      threads: ThreadPool(threadCount: 1), sharing: sharing)
    let random = Random(seed: 5)
    for index in model.input.indices {
      model.input[index] = 2 * random.uniform(Random.Purpose("input"), at: index) - 1
    }
    model.forward(count: 3, phase: .training(step: 0))
    let output = model.output.map(\.bitPattern)
    for index in model.outputGradient.indices {
      model.outputGradient[index] = random.uniform(Random.Purpose("gradient"), at: index)
    }
    model.backward(count: 3, fromLogits: false)
    return [output]
      + model.parameters.map { ($0.gradient ?? $0.value).map(\.bitPattern) }
  }

  @Test func keptLayersCanBeAskedFor() throws {
    let graph = try readGraph(
      ["Rescaling(2)", "Rescaling(3)", "Rescaling(5)", "Rescaling(7)"], input: [2, 2, 1])
    let model = try CompiledModel(
      graph, weights: [], batchCapacity: 1, mode: .inference, seed: 1,
      threads: ThreadPool(threadCount: 1), keeping: ["rescaling", "rescaling_1"])
    model.input.update(repeating: 1)
    model.forward(count: 1, phase: .inference)
    #expect(model.output(ofLayer: "rescaling", count: 1)?.elements == [2, 2, 2, 2])
    #expect(model.output(ofLayer: "rescaling_1", count: 1)?.elements == [6, 6, 6, 6])
    #expect(model.output(ofLayer: "rescaling_2", count: 1) == nil)
    #expect(Array(model.output) == [210, 210, 210, 210])
  }

  /// A chain of equal pictures needs two of them at a time, beside the input; the last is the output.
  @Test func inferenceOfAChainTakesTwoBuffers() throws {
    let layers = (0..<10).map { _ in "Rescaling(2)" }
    let graph = try readGraph(layers, input: [4, 4, 1])
    let bytes = try [MemorySharing.shared, .separate].map { sharing in
      try CompiledModel(
        graph, weights: [], batchCapacity: 1, mode: .inference, seed: 1,
        threads: ThreadPool(threadCount: 1), sharing: sharing
      ).memoryByteCount
    }
    // 16 numbers of 4 bytes.
    #expect(bytes == [(1 + 2) * 64, 11 * 64])
  }

  /// Where a pass went wrong is found although what it left has been overwritten since.
  @Test func theFirstNaNIsFoundAfterItsMemoryWasUsedAgain() throws {
    let graph = try readGraph(
      ["Rescaling(2)", "Activation(exponential)", "Activation(tanh)", "Rescaling(2)"],
      input: [2, 2, 1])
    for sharing in [MemorySharing.shared, .poisoned] {
      let model = try CompiledModel(
        graph, weights: [], batchCapacity: 1, mode: .inference, seed: 1,
        threads: ThreadPool(threadCount: 1), sharing: sharing)
      model.input.update(repeating: 100)
      model.forward(count: 1, phase: .inference)
      #expect(model.firstNonFinite(count: 1) == "the output of 'activation'")
      model.input.update(repeating: 1)
      model.forward(count: 1, phase: .inference)
      #expect(model.firstNonFinite(count: 1) == nil)
    }
  }

  /// Looking for a NaN leaves the moving statistics where they were.
  @Test func lookingForNaNsMovesNothing() throws {
    let graph = try readGraph(["BatchNormalization()"], input: [2, 2, 1])
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 1), batchCapacity: 1, mode: .training, seed: 1,
      threads: ThreadPool(threadCount: 1))
    for index in model.input.indices { model.input[index] = Float(index) }
    model.forward(count: 1, phase: .training(step: 0))
    let before = model.weights.map(\.tensor.elements)
    #expect(model.firstNonFinite(count: 1) == nil)
    #expect(model.weights.map(\.tensor.elements) == before)
  }
}
