import Schemas
import Tensors
import Testing

/// An activation that a convolution applies on its way changes no bit.
@Suite struct FusedActivationOrderTests {
  /// The first of the activations are those whose slope follows from the output.
  @Test(arguments: ActivationReference.all.indices.prefix(13)) func convolutions(
    _ index: Int
  ) throws {
    let activation = ActivationReference.all[index]
    var draw = DrawnNumbers("fused convolution", index)
    let window = WindowReference(
      image: [draw.integer(3...7), draw.integer(3...7), draw.integer(1...5)], kernel: 3,
      isSame: true)
    let reference = ConvolutionReference(window: window, filters: draw.integer(1...20))
    let bench = try ChainBench(
      [
        "Conv2D(\(reference.filters), 3, padding=same, activation=\(activation.word))",
        "Flatten()",
      ], window.image, draw, count: 5, capacity: 5)
    func image(_ example: Int) -> ArraySlice<Float> {
      bench.inputs.example(example, of: window.image.count)
    }
    let sums = (0..<bench.count)
      .flatMap { reference.output(image($0), bench.weights["conv2d/kernel"] ?? []) }
      .adding(bias: bench.weights["conv2d/bias"])
    let output = sums.map(activation.output)
    let back = sums.indices.map {
      activation.backward(bench.outputGradient[$0], output[$0], sums[$0])
    }
    var expected = ReferenceBench.Result(output: output)
    expected.weights["conv2d/kernel"] = WeightShardReference.sum(
      capacity: bench.capacity, count: bench.count, size: reference.kernelCount
    ) {
      reference.addKernelGradient(
        image($0), back.example($0, of: reference.outputCount), to: &$1)
    }
    try bench.expect(expected)
  }
}
