import Engine
import Tensors
import Testing

@Suite struct ConstraintTests {
  /// Applies a constraint to numbers of a shape.
  private func apply(_ text: String, to numbers: [Float], _ shape: Shape) throws -> [Float] {
    let constraint = try readCall(text, as: ConstraintCall.self).constraint
    var numbers = numbers
    numbers.withUnsafeMutableBufferPointer { value in
      let parameter = NetworkParameter(
        path: "kernel", shape: shape, isTrainable: true, value: value, gradient: nil)
      BoundConstraint(constraint, on: parameter).apply()
    }
    return numbers
  }

  private func expect(
    _ numbers: [Float], near expected: [Float], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let isNear = zip(numbers, expected).allSatisfy { abs($0 - $1) < 1e-6 }
    #expect(
      numbers.count == expected.count && isNear, "\(numbers), not \(expected)",
      sourceLocation: sourceLocation)
  }

  /// The columns have the norms 5 and √2; the rows √10 and √17.
  private let kernel: [Float] = [3, 1, 4, 1]

  @Test func normsThatAreTooLargeComeDown() throws {
    expect(try apply("MaxNorm(2)", to: kernel, [2, 2]), near: [1.2, 1, 1.6, 1])
    expect(try apply("MaxNorm(10)", to: kernel, [2, 2]), near: kernel)
    let tenth = Float(10).squareRoot()
    expect(
      try apply("MaxNorm(max_value=1, axis=1)", to: kernel, [2, 2]),
      near: [3 / tenth, 1 / tenth, 4 / Float(17).squareRoot(), 1 / Float(17).squareRoot()])
    expect(try apply("max_norm", to: [3, 4], [2]), near: [1.2, 1.6])
  }

  /// A convolution's filter is all that differs in height, width and input channel.
  @Test func severalAxesShareANorm() throws {
    let numbers: [Float] = [3, 1, 0, 1, 0, 1, 4, 1]
    expect(
      try apply("UnitNorm(axis=[0, 1, 2])", to: numbers, [2, 1, 2, 2]),
      near: [0.6, 0.5, 0, 0.5, 0, 0.5, 0.8, 0.5])
    expect(
      try apply("UnitNorm(axis=[-1, -2, -3])", to: [6, 0, 0, 8], [2, 1, 2]),
      near: [0.6, 0, 0, 0.8])
  }

  /// Half of the way from 5 to 3, and from √2 to 2, to norms of 4 and (√2 + 2) / 2.
  @Test func aRateGoesAShareOfTheWay() throws {
    let second = (Float(2).squareRoot() + 2) / 2 / Float(2).squareRoot()
    expect(
      try apply("MinMaxNorm(2, 3, rate=0.5)", to: kernel, [2, 2]),
      near: [2.4, second, 3.2, second])
  }

  @Test func negativeNumbersBecomeZero() throws {
    expect(try apply("non_neg", to: [-1, 0, 2], [3]), near: [0, 0, 2])
  }

  /// Zeros have no direction: they stay.
  @Test func zerosStay() throws {
    expect(try apply("UnitNorm()", to: [0, 0], [2]), near: [0, 0])
  }

  @Test func anAxisThatIsNotThereIsAMistake() throws {
    #expect(throws: LayerReadingError.self) {
      try readGraph(["Dense(3, kernel_constraint=MaxNorm(2, axis=2))"], input: [4])
    }
    _ = try readGraph(["Dense(3, kernel_constraint=MaxNorm(2, axis=1))"], input: [4])
  }
}
