import Engine
import Tensors
import Testing

/// Layers that join several inputs number by number.
@Suite struct MergingTests {
  private func look(_ text: String, _ first: [Float], _ second: [Float]) throws -> [[Float]] {
    let probe = try LayerProbe(text, [first.count], [second.count])
    let output = probe.output(first, second)
    return [output] + probe.gradients(output.map { _ in 1 })
  }

  @Test func twoInputsOfOneShape() throws {
    #expect(try look("Add()", [1, 2], [3, 5]) == [[4, 7], [1, 1], [1, 1]])
    #expect(try look("Subtract()", [1, 2], [3, 5]) == [[-2, -3], [1, 1], [-1, -1]])
    #expect(try look("Multiply()", [1, 2], [3, 5]) == [[3, 10], [3, 5], [1, 2]])
    #expect(try look("Average()", [1, 2], [3, 5]) == [[2, 3.5], [0.5, 0.5], [0.5, 0.5]])
    #expect(try look("Maximum()", [1, 7], [3, 5]) == [[3, 7], [0, 1], [1, 0]])
    #expect(try look("Minimum()", [1, 7], [3, 5]) == [[1, 5], [1, 0], [0, 1]])
  }

  /// Of equals the first has the whole gradient.
  @Test func equals() throws {
    #expect(try look("Maximum()", [2, 2], [2, 1]) == [[2, 2], [1, 1], [0, 0]])
    #expect(try look("Minimum()", [2, 2], [2, 3]) == [[2, 2], [1, 1], [0, 0]])
  }

  /// Squeeze and excitation, with and without axes of 1: a number for every channel of both cells.
  @Test(arguments: [[1, 1, 2], [1, 2], [2]])
  func aNumberForEveryChannel(_ sizes: [Int]) throws {
    let probe = try LayerProbe("Multiply()", [1, 2, 2], Shape(sizes))
    #expect(probe.output([1, 2, 3, 4], [10, 100]) == [10, 200, 30, 400])
    #expect(probe.gradients([1, 1, 1, 1]) == [[10, 100, 10, 100], [4, 6]])
  }

  /// Both inputs have an axis of 1 that the other one fills.
  @Test func axesOfOneOnBothSides() throws {
    let probe = try LayerProbe("Add()", [2, 1], [1, 3])
    #expect(probe.output([10, 20], [1, 2, 3]) == [11, 12, 13, 21, 22, 23])
    #expect(probe.gradients([1, 1, 1, 1, 1, 1]) == [[3, 3], [2, 2, 2]])
  }

  @Test func shapesThatDoNotFit() {
    #expect(throws: ShapeError.self) { try LayerProbe("Add()", [2], [3]) }
    #expect(throws: ShapeError.self) { try LayerProbe("Add()", [2, 2, 2], [2, 3]) }
    #expect(throws: ShapeError.self) { try LayerProbe("Concatenate()", [2, 2], [3, 2]) }
    #expect(throws: ShapeError.self) { try LayerProbe("Concatenate(axis=3)", [2, 2], [2, 2]) }
  }

  @Test func oneAfterAnother() throws {
    let last = try LayerProbe("Concatenate()", [2, 1], [2, 2])
    #expect(last.output([1, 2], [3, 4, 5, 6]) == [1, 3, 4, 2, 5, 6])
    #expect(last.gradients([1, 2, 3, 4, 5, 6]) == [[1, 4], [2, 3, 5, 6]])
    let first = try LayerProbe("Concatenate(axis=1)", [1, 2], [2, 2])
    #expect(first.output([1, 2], [3, 4, 5, 6]) == [1, 2, 3, 4, 5, 6])
  }
}
