import Engine
import Schemas
import Tensors
import Testing

@Suite struct GraphAdaptingTests {
  /// The examples 0, 1, …, 39, as pictures of two pixels: the number, and ten times as much.
  private struct Numbers: BatchSource {
    let count = 40
    let shape: Shape = [1, 1, 2]

    func fill(
      _ indices: UnsafeBufferPointer<Int32>, inputs: UnsafeMutableBufferPointer<Float>,
      labels: UnsafeMutableBufferPointer<Int32>
    ) {
      for (position, index) in indices.enumerated() {
        inputs[2 * position] = Float(index)
        inputs[2 * position + 1] = Float(10 * index)
      }
    }
  }

  private func settled(_ layers: [String]) throws -> [String] {
    try readGraph(layers, input: [1, 1, 2]).adapted(to: Numbers()).nodes
      .map { $0.layer.canonical.text }
  }

  /// The mean of 0 … 39 is 19.5, the variance (40² − 1) / 12 = 133.25.
  @Test func channelsGetTheirOwnMean() throws {
    let layers = try settled(["Normalization()"])
    #expect(layers[0].contains("mean=[19.5, 195.0], variance=[133.25, 13325.0]"))
  }

  /// After a rescaling by 2: 39 and 533.
  @Test func layersBeforeCount() throws {
    let layers = try settled(["Rescaling(2)", "Normalization(axis=[1, 3])", "Rescaling(3)"])
    #expect(layers[1].contains("mean=[39.0, 390.0], variance=[533.0, 53300.0]"))
  }

  /// What was adapted comes out with mean 0 and variance 1: a second one changes nothing.
  @Test func oneAfterAnother() throws {
    let layers = try settled(["Normalization()", "Normalization(axis=None)"])
    #expect(layers[1].contains("axis=None"))
    let graph = try readGraph(["Normalization()"], input: [1, 1, 2]).adapted(to: Numbers())
    #expect(graph.parameterCount == 0)
    let model = try CompiledModel(
      graph, weights: [], batchCapacity: 1, mode: .inference, seed: 1,
      threads: ThreadPool(threadCount: 1))
    _ = model.input.update(from: [19.5, 195])
    model.forward(count: 1, phase: .inference)
    #expect(Array(model.output) == [0, 0])
  }

  @Test func whatIsGivenStays() throws {
    let layers = try settled(["Normalization(mean=1, variance=2)"])
    #expect(layers[0].contains("mean=1.0, variance=2.0"))
  }
}
