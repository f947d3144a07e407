import CKernels
import Tensors
import Testing

/// Activations and the functions that they are made of, to the bit.
@Suite struct ActivationOrderTests {
  /// Numbers of all sizes, among them the kinks, the ends and what is no number but a size.
  private static let numbers: [Float] = {
    var draw = DrawnNumbers("activation", 0)
    let near = draw.floats(600, "near").enumerated().map { $1 * [1, 4, 12, 95][$0 % 4] }
    return near + [
      0, -0.0, 3, -3, 6, 0.625, -0.625, 88.72, 88.73, 89, -60, -60.5, -61, 1e-30, 0x1p-140, 1e30,
      -1e30,
      .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
    ]
  }()

  @Test(arguments: ActivationReference.all.indices) func activations(_ index: Int) throws {
    let reference = ActivationReference.all[index]
    // On drawn numbers as a layer, on several threads.
    var draw = DrawnNumbers("activation layer", index)
    let bench = try ReferenceBench(
      "Activation(\(reference.word))", [[draw.integer(1...50), 301, 3]], draw, count: 2,
      capacity: 2)
    let x = bench.inputs[0]
    let y = x.map(reference.output)
    try bench.expect(
      .init(
        output: y,
        inputGradients: [
          x.indices.map { reference.backward(bench.outputGradient[$0], y[$0], x[$0]) }
        ]))
  }

  @Test func functionsOfAllSizesOfNumbers() throws {
    // Steps of 0.1 and of a factor, beside the special ones.
    let numbers = Self.numbers + stride(from: Float(-95), through: 95, by: 0.013)
    let codes: [(kk_activation, (Float) -> Float)] = [
      (KK_EXPONENTIAL, FunctionReference.exp), (KK_TANH, FunctionReference.tanh),
      (KK_SIGMOID, FunctionReference.sigmoid), (KK_SOFTPLUS, FunctionReference.softplus),
    ]
    for (code, function) in codes {
      var result = numbers
      kk_activation_forward(&result, numbers, numbers.count, Int32(bitPattern: code.rawValue), 0)
      expectSameBits(result, numbers.map(function), "activation \(code.rawValue)")
    }
  }

  /// The gradient of a softmax's loss shows log by itself: log(Σ e) of two equal logits is log 2.
  @Test func softmaxAndItsLogarithm() throws {
    for number in 0..<12 {
      var draw = DrawnNumbers("softmax", number)
      let classes = draw.integer(1...37)
      for isLogarithmic in [false, true] {
        let bench = try ReferenceBench(
          "Activation(\(isLogarithmic ? "log_softmax" : "softmax"))", [[3, classes]], draw,
          count: 2, capacity: 2)
        var expected = ReferenceBench.Result(output: [], inputGradients: [[]])
        for row in 0..<6 {
          let x = Array(bench.inputs[0].example(row, of: classes))
          let gradient = Array(bench.outputGradient.example(row, of: classes))
          let y = isLogarithmic ? SoftmaxReference.logarithms(x) : SoftmaxReference.shares(x)
          expected.output? += y
          expected.inputGradients[0] +=
            isLogarithmic
            ? SoftmaxReference.logarithmsBackward(gradient, y)
            : SoftmaxReference.sharesBackward(gradient, y)
        }
        try bench.expect(expected)
      }
    }
  }
}
