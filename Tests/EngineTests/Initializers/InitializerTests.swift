import Engine
import Schemas
import Tensors
import Testing

@Suite struct InitializerTests {
  private func draw(
    _ text: String, _ shape: Shape, path: String = "dense/kernel", seed: UInt64 = 42
  ) throws -> Tensor {
    try readCall(text, as: InitializerCall.self).initializer
      .value(shape: shape, path: path, random: Random(seed: seed))
  }

  @Test func onesOnTheDiagonal() throws {
    #expect(try draw("Identity()", [2, 3]).elements == [1, 0, 0, 0, 1, 0])
    #expect(try draw("identity", [3, 2]).elements == [1, 0, 0, 1, 0, 0])
    #expect(try draw("Identity(gain=-2)", [2, 2]).elements == [-2, 0, 0, -2])
  }

  /// Normal numbers are the quantiles of the words that uniform numbers are made of.
  @Test func normalNumbersFollowTheirUniformNumbers() throws {
    let random = Random(seed: 42)
    let numbers = try draw("RandomNormal(mean=3, stddev=2)", [4001]).elements
    let uniform = numbers.indices.map { random.uniform(.weights("dense/kernel"), at: $0) }
    let byUniform = numbers.indices.sorted { uniform[$0] < uniform[$1] }
    #expect(
      zip(byUniform, byUniform.dropFirst()).allSatisfy { numbers[$0] <= numbers[$1] })
    // Half of a distribution lies within 0.6745 deviations, 95 % within 1.96.
    let near = numbers.count { abs($0 - 3) < 2 * 0.6745 }
    let farther = numbers.count { abs($0 - 3) < 2 * 1.96 }
    #expect(abs(Double(near) / 4001 - 0.5) < 0.03)
    #expect(abs(Double(farther) / 4001 - 0.95) < 0.015)
    #expect(numbers.contains { abs($0 - 3) > 2 * 2.5 })
  }

  @Test func truncatedNumbersStayWithinTwoDeviations() throws {
    let numbers = try draw("TruncatedNormal(mean=1, stddev=0.5)", [5000]).elements
    #expect(numbers.allSatisfy { abs($0 - 1) <= 1 })
    #expect(numbers.contains { abs($0 - 1) > 0.95 })
  }

  /// `normal` is Keras' older word; a fan below 1 counts as 1.
  @Test func varianceScalingIsWhatTheNamedOnesAre() throws {
    let shape: Shape = [3, 3, 4, 8]
    #expect(
      try draw("VarianceScaling(2)", shape) == draw("HeNormal()", shape))
    #expect(
      try draw("VarianceScaling(2, distribution=normal)", shape) == draw("he_normal", shape))
    #expect(
      try draw("VarianceScaling()", shape) == draw("lecun_normal", shape))
    #expect(
      try draw("VarianceScaling(mode=fan_avg)", shape) == draw("glorot_normal", shape))
    let uniform = try draw("VarianceScaling(1, fan_out, uniform)", shape).elements
    let limit = Float(3.0 / 72).squareRoot()
    #expect(uniform.allSatisfy { abs($0) <= limit })
    #expect(uniform.contains { abs($0) > 0.9 * limit })
  }

  @Test(arguments: [[6, 6], [9, 4], [4, 9], [2, 3, 5], [1, 7]])
  func orthogonalVectorsAreOrthogonal(_ sizes: [Int]) throws {
    let numbers = try draw("Orthogonal(gain=3)", Shape(sizes)).elements.map(Double.init)
    let columns = sizes[sizes.count - 1]
    let rows = numbers.count / columns
    func number(_ vector: Int, _ index: Int) -> Double {
      rows < columns ? numbers[vector * columns + index] : numbers[index * columns + vector]
    }
    for first in 0..<min(rows, columns) {
      for second in 0...first {
        let product = (0..<max(rows, columns)).reduce(0) {
          $0 + number(first, $1) * number(second, $1)
        }
        #expect(abs(product - (first == second ? 9 : 0)) < 1e-5)
      }
    }
  }

  @Test func aSeedOfItsOwnTakesTheNotebooksPlace() throws {
    for call in ["HeNormal(seed=7)", "GlorotUniform(seed=7)", "Orthogonal(seed=7)"] {
      let first = try draw(call, [4, 4], seed: 1)
      #expect(try draw(call, [4, 4], seed: 2) == first)
      #expect(try draw(call, [4, 4], path: "other/kernel", seed: 1) != first)
    }
    #expect(
      try draw("HeNormal(seed=7)", [4, 4], seed: 1) == draw("HeNormal()", [4, 4], seed: 7))
  }

  @Test func aShapeThatDoesNotFitIsAMistake() throws {
    #expect(throws: LayerReadingError.self) {
      try readGraph(["Dense(3, bias_initializer=orthogonal)"], input: [4])
    }
    #expect(throws: LayerReadingError.self) {
      try readGraph(["Conv2D(3, 3, kernel_initializer=identity)"], input: [4, 4, 1])
    }
    _ = try readGraph(["Dense(3, kernel_initializer=orthogonal)"], input: [4])
  }
}
