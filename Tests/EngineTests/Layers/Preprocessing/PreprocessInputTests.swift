import Engine
import Tensors
import Testing

@Suite struct PreprocessInputTests {
  @Test func everyPictureOfABatchIsPrepared() throws {
    let graph = try readGraph(["PreprocessInput('vgg16')"], input: [1, 1, 3])
    let model = try CompiledModel(
      graph, weights: [], batchCapacity: 2, mode: .inference, seed: 1,
      threads: ThreadPool(threadCount: 1))
    _ = model.input.update(from: [123.68, 116.779, 103.939, 0, 0, 255])
    model.forward(count: 2, phase: .inference)
    #expect(Array(model.output) == [0, 0, 0, 255 - 103.939, -116.779, -123.68])
  }

  @Test func whatNeedsNothingCostsNothing() throws {
    let graph = try readGraph(["PreprocessInput(efficientnet)"], input: [2, 2, 3])
    #expect(ModelPlan(graph, batchSize: 1, numerics: .standard).steps.isEmpty)
  }

  @Test func onlyPicturesOfThreeChannelsArePrepared() throws {
    #expect(throws: LayerReadingError.self) {
      try readGraph(["PreprocessInput(vgg16)"], input: [4, 4, 1])
    }
  }
}
