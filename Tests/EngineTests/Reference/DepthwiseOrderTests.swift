import Schemas
import Tensors
import Testing

/// Depthwise convolutions against plain loops, to the bit.
@Suite struct DepthwiseOrderTests {
  @Test(arguments: 0..<20) func depthwiseConvolutions(_ number: Int) throws {
    var draw = DrawnNumbers("depthwise", number)
    let window = ConvolutionOrderTests.window(&draw, channels: draw.integer(1...36))
    let multiplier = draw.pick([1, 1, 2, 3])
    let usesBias = draw.integer(0...1) == 1
    let capacity = draw.integer(1...10)
    let bench = try ReferenceBench(
      "DepthwiseConv2D(\(ConvolutionOrderTests.geometry(window)), "
        + "depth_multiplier=\(multiplier), use_bias=\(usesBias ? "True" : "False"))",
      [window.image], draw, count: draw.integer(1...capacity), capacity: capacity)
    let reference = DepthwiseReference(window: window, multiplier: multiplier)
    let kernel = bench.weights["kernel"] ?? []
    let outputCount = window.outputCells.count * reference.filters
    func image(_ example: Int) -> ArraySlice<Float> {
      bench.inputs[0].example(example, of: window.image.count)
    }
    func gradient(_ example: Int) -> ArraySlice<Float> {
      bench.outputGradient.example(example, of: outputCount)
    }
    var expected = ReferenceBench.Result()
    expected.output = (0..<bench.count).flatMap { reference.output(image($0), kernel) }
      .adding(bias: bench.weights["bias"])
    expected.inputGradients = [
      (0..<bench.count).flatMap { reference.inputGradient(gradient($0), kernel) }
    ]
    expected.weights["kernel"] = WeightShardReference.sum(
      capacity: capacity, count: bench.count, size: reference.kernelCount
    ) { reference.addKernelGradient(image($0), gradient($0), to: &$1) }
    if usesBias {
      expected.weights["bias"] = WeightShardReference.sum(
        capacity: capacity, count: bench.count, size: reference.filters
      ) { addBiasGradient(gradient($0), to: &$1) }
    }
    try bench.expect(expected)
  }
}
