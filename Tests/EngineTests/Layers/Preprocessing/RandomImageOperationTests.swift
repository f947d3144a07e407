import Engine
import Tensors
import Testing

/// Random layers in a model: who draws which number.
@Suite struct RandomImageOperationTests {
  private static let layers = [
    "RandomFlip(horizontal)", "RandomRotation(0.2)", "RandomZoom(0.3, 0.2)",
    "RandomTranslation(0.2, 0.3, wrap)", "RandomContrast((0.5, 0.5))", "RandomBrightness(0.3)",
    "RandomCrop(5, 4)",
  ]

  private let shape: Shape = [8, 7, 3]

  private func model(_ text: String, capacity: Int, seed: UInt64 = 42) throws -> CompiledModel {
    try CompiledModel(
      layer: try readLayer(text), inputShapes: [shape], weights: [], batchCapacity: capacity,
      seed: seed, threads: ThreadPool(threadCount: 2))
  }

  /// What comes out for pictures of given numbers, whose pixels follow from the number.
  private func outputs(
    _ model: CompiledModel, _ numbers: [Int32], _ phase: Phase
  ) -> [[Float]] {
    let random = Random(seed: 5)
    for (place, number) in numbers.enumerated() {
      for index in 0..<shape.count {
        model.input(0)[place * shape.count + index] =
          255 * random.uniform(Random.Purpose("picture", Int(number)), at: index)
      }
    }
    numbers.withUnsafeBufferPointer { model.setExampleNumbers($0) }
    model.forward(count: numbers.count, phase: phase)
    let size = model.outputShape.count
    return numbers.indices.map { Array(model.output[($0 * size)..<(($0 + 1) * size)]) }
  }

  @Test(arguments: layers) func aPictureDrawsByItsNumberAlone(_ text: String) throws {
    let together = outputs(
      try model(text, capacity: 6), [0, 1, 2, 3, 4, 5], .training(step: 7))
    let shuffled = outputs(
      try model(text, capacity: 9), [4, 0, 5, 2], .training(step: 7))
    #expect(shuffled == [together[4], together[0], together[5], together[2]])
    // Another step, another number: not all pictures are the same again.
    let later = outputs(try model(text, capacity: 6), [0, 1, 2, 3, 4, 5], .training(step: 8))
    #expect(later != together)
    let otherSeed = outputs(
      try model(text, capacity: 6, seed: 43), [0, 1, 2, 3, 4, 5], .training(step: 7))
    #expect(otherSeed != together)
  }

  @Test(arguments: layers.dropLast()) func nothingHappensOutsideTraining(_ text: String) throws {
    let model = try model(text, capacity: 2)
    let seen = outputs(model, [0, 1], .inference).flatMap { $0 }
    let pictures = Array(model.input(0))
    #expect(seen == pictures)
  }

  @Test func aSeedOfItsOwnOverrulesThatOfTheNotebook() throws {
    let text = "RandomRotation(0.2, seed=3)"
    let numbers: [Int32] = [0, 1, 2]
    let first = outputs(try model(text, capacity: 3, seed: 1), numbers, .training(step: 0))
    let second = outputs(try model(text, capacity: 3, seed: 2), numbers, .training(step: 0))
    #expect(first == second)
  }

  @Test func heldNumbersHaveNoGradient() throws {
    // Brightness moves by 0.5 to 1 of the range: numbers above the middle are held at the top.
    let model = try CompiledModel(
      layer: try readLayer("RandomBrightness((0.5, 0.5), value_range=(0, 1))"),
      inputShapes: [[1, 4, 1]], weights: [], batchCapacity: 1, seed: 1,
      threads: ThreadPool(threadCount: 1))
    _ = model.input(0).update(from: [0, 0.25, 0.75, 1])
    model.forward(count: 1, phase: .training(step: 0))
    #expect(Array(model.output) == [0.5, 0.75, 1, 1])
    _ = model.outputGradient.update(from: [1, 2, 3, 4])
    model.backward(count: 1, fromLogits: false)
    #expect(model.inputGradient(0).map(Array.init) == [1, 2, 0, 0])
  }

  @Test func theGradientOfContrastGoesThroughTheMean() throws {
    // y = (x − m)·2 + m over two pixels, none held: dx = 2·g − mean(g).
    let model = try CompiledModel(
      layer: try readLayer("RandomContrast((-1, 1))"),
      inputShapes: [[1, 2, 1]], weights: [], batchCapacity: 1, seed: 1,
      threads: ThreadPool(threadCount: 1))
    _ = model.input(0).update(from: [100, 140])
    model.forward(count: 1, phase: .training(step: 0))
    #expect(Array(model.output) == [80, 160])
    _ = model.outputGradient.update(from: [3, 1])
    model.backward(count: 1, fromLogits: false)
    #expect(model.inputGradient(0).map(Array.init) == [4, 0])
  }
}
