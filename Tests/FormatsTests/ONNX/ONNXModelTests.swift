import Formats
import Tensors
import Testing

@Suite struct ONNXModelTests {
  /// Worked out by hand from `onnx.proto`: a field is its number times eight and its kind, then its value.
  @Test func everyByteIsWhereItBelongs() {
    let model = ONNXModel(
      input: ONNXModel.Port("x", [2]), output: ONNXModel.Port("y", [2]),
      nodes: [
        ONNXModel.Node(
          name: "n", operation: "Op", inputs: ["x", "c"], output: "y",
          attributes: [
            (name: "a", value: .integer(-1)), (name: "b", value: .integers([1, 300])),
            (name: "f", value: .float(1)),
          ])
      ],
      constants: [
        (name: "c", value: .floats(Tensor([1, 2], shape: [2]))), (name: "d", value: .integers([3])),
      ])
    func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
      [UInt8(number << 3 | 2), UInt8(content.count)] + content
    }
    func text(_ number: Int, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }
    // The field 20 takes two bytes: 20 · 8 = 160 is 32 and 1 · 128.
    let minusOne = [UInt8](repeating: 0xFF, count: 9) + [1]
    let node =
      text(1, "x") + text(1, "c") + text(2, "y") + text(3, "n") + text(4, "Op")
      + field(5, text(1, "a") + [0x18] + minusOne + [0xA0, 1, 2])
      + field(5, text(1, "b") + [0x40, 1, 0x40, 0xAC, 2] + [0xA0, 1, 7])
      + field(5, text(1, "f") + [0x15, 0, 0, 0x80, 0x3F] + [0xA0, 1, 1])
    let floats =
      [0x08, 2, 0x10, 1] + text(8, "c") + field(9, [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])
    let integers = [0x08, 1, 0x10, 7] + text(8, "d") + field(9, [3, 0, 0, 0, 0, 0, 0, 0])
    func port(_ name: String) -> [UInt8] {
      let shape = field(1, text(2, "N")) + field(1, [0x08, 2])
      return text(1, name) + field(2, field(1, [0x08, 1] + field(2, shape)))
    }
    let graph =
      field(1, node) + text(2, "model") + field(5, floats) + field(5, integers)
      + field(11, port("x")) + field(12, port("y"))
    // Version 8, the producer, the graph, whose length takes two bytes, and version 17 of the operators.
    let expected =
      [0x08, 8] + text(2, "Konspekt")
      + [0x3A, UInt8(graph.count & 0x7F) | 0x80, UInt8(graph.count >> 7)] + graph
      + field(8, [0x0A, 0, 0x10, 17])
    #expect(model.encode() == expected)
  }
}
