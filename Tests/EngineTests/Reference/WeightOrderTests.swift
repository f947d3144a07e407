import Engine
import Tensors
import Testing

/// Penalties, constraints and learned slopes against plain loops, to the bit.
@Suite struct WeightOrderTests {
  /// Eight sums in Float64 by turns, then their tree.
  private func sumByTurns(_ terms: [Double]) -> Double {
    var s = [Double](repeating: 0, count: 8)
    for (place, term) in terms.enumerated() { s[place % 8] += term }
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
  }

  @Test(arguments: 0..<8) func penalties(_ number: Int) throws {
    var draw = DrawnNumbers("penalty", number)
    let count = draw.integer(1...90)
    let (x, start) = (draw.floats(count, "weights"), draw.floats(count, "gradient"))
    let regularizer = try readCall("L1L2(l1=0.3, l2=0.7)", as: RegularizerCall.self).regularizer
    let absolute = sumByTurns(x.map { abs(Double($0)) })
    let squares = sumByTurns(x.map { Double($0) * Double($0) })
    #expect(regularizer.penalty(of: x, count: count) == 0.3 * absolute + 0.7 * squares)
    var gradient = start
    regularizer.addGradient(to: &gradient, of: x, count: count)
    let expected = x.indices.map { place -> Float in
      let sign: Float = x[place] > 0 ? 0.3 : x[place] < 0 ? -0.3 : 0
      return start[place] + (sign + 2 * 0.7 * x[place])
    }
    expectSameBits(gradient, expected, "the gradient of a penalty")
  }

  @Test(arguments: 0..<8) func norms(_ number: Int) throws {
    var draw = DrawnNumbers("norm", number)
    let (rows, columns) = (draw.integer(1...30), draw.integer(1...30))
    let start = draw.floats(rows * columns, "weights")
    let call = "MinMaxNorm(0.5, 1.5, rate=0.75, axis=0)"
    let constraint = try readCall(call, as: ConstraintCall.self).constraint
    var numbers = start
    numbers.withUnsafeMutableBufferPointer { value in
      let parameter = NetworkParameter(
        path: "kernel", shape: [rows, columns], isTrainable: true, value: value, gradient: nil)
      BoundConstraint(constraint, on: parameter).apply()
    }
    let expected = start.indices.map { place -> Float in
      var squares = 0.0
      for row in 0..<rows {
        let number = Double(start[row * columns + place % columns])
        squares += number * number
      }
      let norm = Float(squares).squareRoot()
      let desired: Float = 0.75 * min(max(norm, 0.5), 1.5) + (1 - 0.75) * norm
      return start[place] * (desired / (1e-7 + norm))
    }
    expectSameBits(numbers, expected, call)
  }

  /// A slope for every place, and one for every channel.
  @Test(arguments: [false, true]) func learnedSlopes(_ sharesPlaces: Bool) throws {
    let draw = DrawnNumbers("prelu", sharesPlaces ? 1 : 0)
    let shape: Shape = [3, 2, 70]
    let bench = try ReferenceBench(
      sharesPlaces ? "PReLU(shared_axes=[1, 2])" : "PReLU()", [shape], draw, count: 3, capacity: 4)
    let (x, gradient) = (bench.inputs[0], bench.outputGradient)
    let alpha = bench.weights["alpha"] ?? []
    var sums = [Double](repeating: 0, count: alpha.count)
    for place in x.indices {
      sums[place % alpha.count] += Double(gradient[place]) * Double(x[place] < 0 ? x[place] : 0)
    }
    var expected = ReferenceBench.Result()
    expected.output = x.indices.map { x[$0] < 0 ? alpha[$0 % alpha.count] * x[$0] : x[$0] }
    expected.inputGradients = [
      x.indices.map { gradient[$0] * (x[$0] < 0 ? alpha[$0 % alpha.count] : x[$0] > 0 ? 1 : 0) }
    ]
    expected.weights["alpha"] = sums.map { Float($0) }
    try bench.expect(expected)
  }
}
