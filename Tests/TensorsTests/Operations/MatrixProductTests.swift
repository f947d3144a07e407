import Foundation
import Tensors
import Testing

/// Products of matrices: our own loops to the bit, OpenBLAS within rounding.
@Suite struct MatrixProductTests {
  @Test(arguments: [Numerics.standard, .openblas])
  func productsOfAllTranspositions(_ numerics: Numerics) {
    // [1 2 3; 4 5 6] · [1 2; 3 4; 5 6] = [22 28; 49 64]
    let a: [Float] = [1, 2, 3, 4, 5, 6]
    let aTransposed: [Float] = [1, 4, 2, 5, 3, 6]
    let b: [Float] = [1, 2, 3, 4, 5, 6]
    let bTransposed: [Float] = [1, 3, 5, 2, 4, 6]
    for (left, leftStride, leftIsTransposed) in [(a, 3, false), (aTransposed, 2, true)] {
      for (right, rightStride, rightIsTransposed) in [(b, 2, false), (bTransposed, 3, true)] {
        var result: [Float] = [100, 100, 100, 100]
        MatrixProduct.multiply(
          by: numerics, into: &result, rowStride: 2,
          .init(left, rowStride: leftStride, isTransposed: leftIsTransposed),
          .init(right, rowStride: rightStride, isTransposed: rightIsTransposed), rows: 2,
          columns: 2, inner: 3)
        #expect(result == [22, 28, 49, 64])
      }
    }
  }

  @Test(arguments: [Numerics.standard, .openblas])
  func aProductCanBeAdded(_ numerics: Numerics) {
    var result: [Float] = [100, 100, 100, 100]
    let identity: [Float] = [1, 0, 0, 1]
    MatrixProduct.multiply(
      by: numerics, into: &result, rowStride: 2, .init(identity, rowStride: 2),
      .init(identity, rowStride: 2),
      rows: 2, columns: 2, inner: 2, accumulates: true)
    #expect(result == [101, 100, 100, 101])
  }

  /// A product of drawn sizes, with strides and transposes.
  struct Case {
    var rows: Int
    var columns: Int
    var inner: Int
    var transposesA: Bool
    var transposesB: Bool
    var accumulates: Bool
    let a: [Float]
    let b: [Float]
    let start: [Float]

    init(_ number: Int) {
      let random = Random(seed: 5)
      func draw(_ bound: Int, _ position: Int) -> Int {
        1 + random.integer(below: bound, Random.Purpose("size", number), at: position)
      }
      rows = draw(40, 0)
      columns = draw(70, 1)
      // Every so often longer than a packed panel.
      inner = draw(number % 5 == 0 ? 700 : 60, 2)
      transposesA = draw(2, 3) == 1
      transposesB = draw(2, 4) == 1
      accumulates = draw(2, 5) == 1
      func numbers(_ count: Int, _ name: String) -> [Float] {
        (0..<count).map { random.uniform(Random.Purpose(name, number), at: $0) - 0.5 }
      }
      a = numbers(rows * inner, "a")
      b = numbers(inner * columns, "b")
      start = numbers(rows * columns, "c")
    }

    func product(by numerics: Numerics) -> [Float] {
      var result = start
      result.withUnsafeMutableBufferPointer { result in
        a.withUnsafeBufferPointer { a in
          b.withUnsafeBufferPointer { b in
            guard let c = result.baseAddress, let a = a.baseAddress, let b = b.baseAddress else {
              return
            }
            MatrixProduct.multiply(
              by: numerics, into: c, rowStride: columns,
              .init(a, rowStride: transposesA ? rows : inner, isTransposed: transposesA),
              .init(b, rowStride: transposesB ? inner : columns, isTransposed: transposesB),
              rows: rows, columns: columns, inner: inner, accumulates: accumulates)
          }
        }
      }
      return result
    }

    /// The order contract, to the letter: one chain of fused multiply-adds for every element.
    var reference: [Float] {
      (0..<rows * columns).map { position in
        let (row, column) = position.quotientAndRemainder(dividingBy: columns)
        return (0..<inner).reduce(accumulates ? start[position] : 0) { sum, k in
          fma(
            a[transposesA ? k * rows + row : row * inner + k],
            b[transposesB ? column * inner + k : k * columns + column], sum)
        }
      }
    }
  }

  @Test(arguments: InstructionSet.allCases.filter(\.isAvailable))
  func everyInstructionSetKeepsTheOrder(_ instructions: InstructionSet) {
    for number in 0..<120 {
      let product = Case(number)
      let result = product.product(by: .portable(instructions))
      #expect(
        result.map(\.bitPattern) == product.reference.map(\.bitPattern),
        "\(product.rows)×\(product.inner)×\(product.columns)")
    }
  }

  @Test func openBLASAgreesWithinRounding() {
    for number in 0..<40 {
      let product = Case(number)
      for (value, expected) in zip(product.product(by: .openblas), product.reference) {
        #expect(abs(value - expected) <= 1e-6 * Float(product.inner) + 1e-6)
      }
    }
  }
}
