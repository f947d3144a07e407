import Schemas
import Tensors
import Testing

/// Transposed convolutions against the plain loops of the convolution whose transpose they are.
@Suite struct TransposedConvolutionOrderTests {
  @Test(arguments: 0..<20) func transposedConvolutions(_ number: Int) throws {
    var draw = DrawnNumbers("transposed convolution", number)
    let kernel = draw.pick([Size2D(1, 1), Size2D(3, 3), Size2D(2, 2), Size2D(3, 2), Size2D(4, 4)])
    let strides = draw.pick([1, 2, 2, Size2D(1, 3)])
    let isSame = draw.integer(0...1) == 0
    let input: Shape = [draw.integer(1...6), draw.integer(1...6), draw.integer(1...20)]
    let filters = draw.integer(1...9)
    func length(_ input: Int, _ kernel: Int, _ stride: Int) -> Int {
      isSame ? input * stride : (input - 1) * stride + max(kernel, stride)
    }
    let window = WindowReference(
      image: [
        length(input[0], kernel.height, strides.height),
        length(input[1], kernel.width, strides.width), filters,
      ], kernel: kernel, strides: strides, isSame: isSame)
    let capacity = draw.integer(1...10)
    let bench = try ReferenceBench(
      "Conv2DTranspose(\(filters), \(ConvolutionOrderTests.geometry(window)))", [input], draw,
      count: draw.integer(1...capacity), capacity: capacity)
    let reference = ConvolutionReference(window: window, filters: input[2])
    let weights = bench.weights["kernel"] ?? []
    func image(_ example: Int) -> ArraySlice<Float> {
      bench.inputs[0].example(example, of: input.count)
    }
    func gradient(_ example: Int) -> ArraySlice<Float> {
      bench.outputGradient.example(example, of: window.image.count)
    }
    var expected = ReferenceBench.Result()
    expected.output = (0..<bench.count).flatMap {
      reference.inputGradientByOutputCells(Array(image($0)), weights)
    }.adding(bias: bench.weights["bias"])
    expected.inputGradients = [
      (0..<bench.count).flatMap { reference.output(gradient($0), weights) }
    ]
    expected.weights["kernel"] = WeightShardReference.sum(
      capacity: capacity, count: bench.count, size: reference.kernelCount
    ) { reference.addKernelGradient(gradient($0), image($0), to: &$1) }
    expected.weights["bias"] = WeightShardReference.sum(
      capacity: capacity, count: bench.count, size: filters
    ) { addBiasGradient(gradient($0), to: &$1) }
    try bench.expect(expected)
  }
}
