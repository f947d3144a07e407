import Tensors
import Testing

/// Dense layers against plain loops, to the bit.
@Suite struct DenseOrderTests {
  @Test(arguments: 0..<16) func denseLayers(_ number: Int) throws {
    var draw = DrawnNumbers("dense", number)
    // Every so often longer than a tile of the gradients.
    let inputs = draw.integer(number % 4 == 0 ? 500...1100 : 1...70)
    let units = draw.integer(1...70)
    let rowsPerExample = draw.pick([1, 1, 3, 7])
    let usesBias = draw.integer(0...2) > 0
    let capacity = draw.integer(1...23)
    let bench = try ReferenceBench(
      "Dense(\(units), use_bias=\(usesBias ? "True" : "False"))",
      [rowsPerExample == 1 ? [inputs] : [rowsPerExample, inputs]], draw,
      count: draw.integer(1...capacity), capacity: capacity)
    let rows = bench.count * rowsPerExample
    let (x, kernel) = (bench.inputs[0], bench.weights["kernel"] ?? [])
    let gradient = bench.outputGradient
    var expected = ReferenceBench.Result()
    expected.output = chains(rows, units, inputs) { row, unit, k in
      (x[row * inputs + k], kernel[k * units + unit])
    }.adding(bias: bench.weights["bias"])
    expected.inputGradients = [
      chains(rows, inputs, units) { row, input, k in
        (gradient[row * units + k], kernel[input * units + k])
      }
    ]
    // Vectors have one row each, and their gradients are one chain over the batch.
    let isLarge =
      rowsPerExample == 1
      || WeightShardReference.isLarge(kernelCount: inputs * units, cells: rowsPerExample)
    func gradients(_ example: Int) -> ArraySlice<Float> {
      gradient.example(example, of: rowsPerExample * units)
    }
    expected.weights["kernel"] = WeightShardReference.sum(
      capacity: capacity, count: bench.count, size: inputs * units, isLarge: isLarge
    ) { example, sum in
      for row in example * rowsPerExample..<(example + 1) * rowsPerExample {
        for place in 0..<inputs * units {
          sum[place].addProduct(
            x[row * inputs + place / units], gradient[row * units + place % units])
        }
      }
    }
    if usesBias {
      expected.weights["bias"] = WeightShardReference.sum(
        capacity: capacity, count: bench.count, size: units, isLarge: isLarge
      ) { addBiasGradient(gradients($0), to: &$1) }
    }
    try bench.expect(expected)
  }

  /// A matrix whose every number is one chain of fused multiply-adds from 0 on.
  private func chains(
    _ rows: Int, _ columns: Int, _ inner: Int,
    _ factors: (_ row: Int, _ column: Int, _ k: Int) -> (Float, Float)
  ) -> [Float] {
    (0..<rows * columns).map { place in
      var sum: Float = 0
      for k in 0..<inner {
        let (a, b) = factors(place / columns, place % columns, k)
        sum.addProduct(a, b)
      }
      return sum
    }
  }
}
