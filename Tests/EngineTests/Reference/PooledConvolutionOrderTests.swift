import Engine
import Schemas
import Tensors
import Testing

/// Convolutions with ReLU that a max pooling alone reads, against plain loops, to the bit.
@Suite struct PooledConvolutionOrderTests {
  @Test(arguments: 0..<30) func weights(_ number: Int) throws {
    var draw = DrawnNumbers("pooled convolution", number)
    let (reference, layers) = Self.drawn(&draw)
    let capacity = draw.integer(1...11)
    let count = draw.integer(1...capacity)
    let model = try Self.model(layers, reference.convolution.window.image, capacity: capacity)
    let size = reference.convolution.window.image.count
    let pixels = draw.floats(count * size, "pixels")
    _ = model.input.update(from: pixels)
    let gradient = Self.backward(model, count: count, &draw)
    let kernel = try #require(model.parameters.first { $0.path.hasSuffix("kernel") })
    let bias = try #require(model.parameters.first { $0.path.hasSuffix("bias") })
    let biases = Array(bias.value)
    let sums = (0..<count).map {
      reference.convolution.output(pixels.example($0, of: size), Array(kernel.value))
    }
    let pooled = reference.pooling.window.outputCells.count * reference.convolution.filters
    let kernelGradient = WeightShardReference.sum(
      capacity: capacity, count: count, size: kernel.value.count
    ) {
      reference.addKernelGradient(
        Array(pixels.example($0, of: size)), sums[$0], biases,
        Array(gradient.example($0, of: pooled)), to: &$1)
    }
    let biasGradient = WeightShardReference.sum(
      capacity: capacity, count: count, size: bias.value.count
    ) {
      reference.addBiasGradient(
        sums[$0], biases, Array(gradient.example($0, of: pooled)), to: &$1)
    }
    #expect(kernel.gradient?.map(\.bitPattern) == kernelGradient.map(\.bitPattern), "\(layers)")
    #expect(bias.gradient?.map(\.bitPattern) == biasGradient.map(\.bitPattern), "\(layers)")
  }

  /// A PReLU in front makes the image, and shows its gradient: of −1 it makes −α, and what goes back to
  /// α is −1 times what comes.
  @Test(arguments: 0..<30) func image(_ number: Int) throws {
    var draw = DrawnNumbers("pooled convolution", number)
    let (reference, layers) = Self.drawn(&draw)
    let model = try Self.model(
      ["PReLU()"] + layers, reference.convolution.window.image, capacity: 1)
    let alpha = model.parameters[0]
    let pixels = draw.floats(alpha.value.count, "pixels").map { $0 == 0 ? 0.5 : $0 }
    _ = alpha.value.update(from: pixels.map { -$0 })
    model.input.update(repeating: -1)
    let gradient = Self.backward(model, count: 1, &draw)
    let kernel = Array(model.parameters[1].value)
    let sums = reference.convolution.output(pixels[...], kernel)
    let wanted = reference.inputGradient(
      sums, Array(model.parameters[2].value), gradient, kernel)
    #expect(alpha.gradient.map(Array.init) == wanted.map { -$0 }, "\(layers)")
  }

  /// Both in one chain, behind a convolution of 1×1 that is told the gradient of the image, on every
  /// instruction set and any number of threads.
  @Test(arguments: 0..<12) func everyWay(_ number: Int) throws {
    var draw = DrawnNumbers("pooled convolution in a chain", number)
    let (reference, layers) = Self.drawn(&draw)
    let image = reference.convolution.window.image
    let first = ConvolutionReference(
      window: WindowReference(image: [image[0], image[1], 2], kernel: 1, isSame: false),
      filters: image[2])
    let capacity = draw.integer(1...11)
    let bench = try ChainBench(
      ["Conv2D(\(image[2]), 1)"] + layers, first.window.image, draw,
      count: draw.integer(1...capacity), capacity: capacity)
    let kernel = bench.weights["conv2d_1/kernel"] ?? []
    func input(_ example: Int) -> ArraySlice<Float> {
      bench.inputs.example(example, of: first.window.image.count)
    }
    let images = (0..<bench.count).map {
      first.output(input($0), bench.weights["conv2d/kernel"] ?? [])
        .adding(bias: bench.weights["conv2d/bias"])
    }
    let bias = bench.weights["conv2d_1/bias"] ?? []
    let sums = images.map { reference.convolution.output($0[...], kernel) }
    let size = bench.outputGradient.count / bench.count
    let gradients = (0..<bench.count).map { Array(bench.outputGradient.example($0, of: size)) }
    let back = (0..<bench.count).map {
      reference.inputGradient(sums[$0], bias, gradients[$0], kernel)
    }
    func total(_ name: String, _ add: (_ example: Int, _ sum: inout [Float]) -> Void) -> [Float] {
      WeightShardReference.sum(
        capacity: capacity, count: bench.count, size: bench.weights[name]?.count ?? 0, add)
    }
    var expected = ReferenceBench.Result()
    expected.output = sums.flatMap { reference.output($0, bias) }
    expected.weights["conv2d_1/kernel"] = total("conv2d_1/kernel") {
      reference.addKernelGradient(images[$0], sums[$0], bias, gradients[$0], to: &$1)
    }
    expected.weights["conv2d_1/bias"] = total("conv2d_1/bias") {
      reference.addBiasGradient(sums[$0], bias, gradients[$0], to: &$1)
    }
    expected.weights["conv2d/kernel"] = total("conv2d/kernel") {
      first.addKernelGradient(input($0), back[$0][...], to: &$1)
    }
    expected.weights["conv2d/bias"] = total("conv2d/bias") {
      addBiasGradient(back[$0][...], to: &$1)
    }
    try bench.expect(expected)
  }

  private static func drawn(_ draw: inout DrawnNumbers) -> (PooledConvolutionReference, [String]) {
    var window = ConvolutionOrderTests.window(
      &draw, channels: draw.pick([1, 2, 3, 4, 6, 8, 13, 16, 20]))
    // Windows of one cell, and those whose cells are apart from left to right, are not joined.
    if window.kernel == 1 { window.kernel = Size2D(1, 2) }
    window.dilation = Size2D(window.dilation.height, 1)
    if window.output.width < 1 || window.output.height < 1 { window.isSame = true }
    let filters = window.channels >= 16 ? draw.integer(14...20) : draw.integer(1...20)
    let pooling = WindowReference(
      image: [window.output.height, window.output.width, filters],
      kernel: draw.pick([2, Size2D(1, 2), 3]), strides: draw.pick([2, 1, 3]), isSame: true)
    let layers = [
      "Conv2D(\(filters), \(ConvolutionOrderTests.geometry(window)), activation=relu)",
      "MaxPooling2D((\(pooling.kernel.height), \(pooling.kernel.width)), "
        + "(\(pooling.strides.height), \(pooling.strides.width)), same)",
    ]
    return (
      PooledConvolutionReference(
        convolution: ConvolutionReference(window: window, filters: filters),
        pooling: PoolingReference(window: pooling)), layers
    )
  }

  private static func model(
    _ layers: [String], _ input: Shape, capacity: Int
  ) throws -> CompiledModel {
    let graph = try readGraph(layers, input: input)
    let model = try CompiledModel(
      graph, weights: graph.initialWeights(seed: 3), batchCapacity: capacity, mode: .training,
      seed: 1, threads: ThreadPool(threadCount: 2))
    for parameter in model.parameters where parameter.path.hasSuffix("bias") {
      for index in parameter.value.indices { parameter.value[index] = 0.1 * Float(index % 3) - 0.1 }
    }
    return model
  }

  /// Runs forward and backward, and returns the gradient that it began with.
  private static func backward(
    _ model: CompiledModel, count: Int, _ draw: inout DrawnNumbers
  ) -> [Float] {
    model.forward(count: count, phase: .training(step: 0))
    let gradient = draw.floats(count * model.outputShape.count, "gradient")
    _ = model.outputGradient.update(from: gradient)
    model.backward(count: count, fromLogits: false)
    return gradient
  }
}
