import Diagnostics
import Engine
import Formats
import Schemas
import Tensors
import Testing
import Zoo

@Suite struct WeightMappingTests {
  private static func tensor(_ shape: Shape, _ first: Float = 1) -> Tensor {
    Tensor(shape: shape) { elements in
      for index in elements.indices { elements[index] = first + Float(index) }
    }
  }

  private func layers(_ texts: [String], input: Shape) throws -> [WeightTarget] {
    var diagnostics: [Diagnostic] = []
    let items = texts.compactMap { text -> LayerItem? in
      let file = SourceFile(path: "a.md", text: text)
      let value = Notation.value(MappedText(text, file: file, at: 0), &diagnostics)
      return value.flatMap { LayerItem.read($0, &diagnostics) }
    }
    let graph = try #require(Graph.build(items, inputShape: input, &diagnostics))
    return WeightTarget.layers(of: graph)
  }

  private func weights(
    _ tensors: [(name: String, tensor: Tensor)]
  ) throws -> [(name: String, tensor: Tensor)] {
    try WeightMapping.weights(
      from: WeightFile(Safetensors.encode(tensors)),
      for: layers(["Dense(2, name='head')"], input: [3]))
  }

  @Test func whatIsWantedIsTaken() throws {
    let found = try weights([
      ("head/bias", Self.tensor([2])), ("head/kernel", Self.tensor([3, 2], 5)),
      ("other/kernel", Self.tensor([1])),
    ])
    #expect(found.map(\.name) == ["head/kernel", "head/bias"])
    #expect(found[0].tensor.elements == [5, 6, 7, 8, 9, 10])
  }

  @Test func whatDoesNotFitIsNamed() throws {
    let bias = Self.tensor([2])
    let cases: [([(name: String, tensor: Tensor)], String)] = [
      ([("head/bias", bias)], "it has no weight 'head/kernel'"),
      (
        [("head/bias", bias), ("head/kernel", Self.tensor([2, 3]))],
        "the weight 'kernel' has the shape 2×3, 'head/kernel' needs 3×2"
      ),
      (
        [("head/bias", Self.tensor([2], .nan)), ("head/kernel", Self.tensor([3, 2]))],
        "the weight 'bias' for 'head/bias' holds NaN or infinity"
      ),
    ]
    for (tensors, message) in cases {
      #expect(throws: FormatError(message)) { try weights(tensors) }
    }
  }
}
