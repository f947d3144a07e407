import Tensors
import Testing

/// Merging layers against plain loops, to the bit.
@Suite struct MergeOrderTests {
  private static let layers = ["Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"]

  @Test(arguments: layers) func mergingLayers(_ name: String) throws {
    var draw = DrawnNumbers(name, 0)
    let shape: Shape = [draw.integer(1...5), draw.integer(3...37)]
    let count = name == "Subtract" ? 2 : 3
    let bench = try ReferenceBench(
      "\(name)()", Array(repeating: shape, count: count), draw, count: 3, capacity: 4)
    let inputs = bench.inputs
    let output = inputs[0].indices.map { place in
      let first = inputs[0][place]
      let joined = inputs.dropFirst().reduce(first) { join(name, $0, $1[place]) }
      return name == "Average" ? joined / Float(count) : joined
    }
    let gradients = inputs.indices.map { index in
      inputs[0].indices.map { place -> Float in
        0 + bench.outputGradient[place]
          * factor(name, inputs.map { $0[place] }, output[place], index)
      }
    }
    try bench.expect(.init(output: output, inputGradients: gradients))
  }

  private func join(_ name: String, _ a: Float, _ b: Float) -> Float {
    switch name {
    case "Subtract": a - b
    case "Multiply": a * b
    case "Maximum": b > a ? b : a
    case "Minimum": b < a ? b : a
    default: a + b
    }
  }

  /// What the gradient of an input is multiplied by.
  private func factor(_ name: String, _ numbers: [Float], _ output: Float, _ index: Int) -> Float {
    switch name {
    case "Subtract": index == 0 ? 1 : -1
    case "Average": 1 / Float(numbers.count)
    case "Multiply":
      numbers.indices.reduce(Float(1)) { $1 == index ? $0 : $0 * numbers[$1] }
    case "Maximum", "Minimum": numbers.firstIndex(of: output) == index ? 1 : 0
    default: 1
    }
  }
}
