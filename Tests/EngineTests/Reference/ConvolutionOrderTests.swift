import Schemas
import Tensors
import Testing

/// Convolutions against plain loops, to the bit.
@Suite struct ConvolutionOrderTests {
  @Test(arguments: 0..<40) func convolutions(_ number: Int) throws {
    var draw = DrawnNumbers("convolution", number)
    try check(&draw, groups: 1)
  }

  @Test(arguments: 0..<12) func groupedConvolutions(_ number: Int) throws {
    var draw = DrawnNumbers("grouped convolution", number)
    try check(&draw, groups: draw.integer(2...4))
  }

  /// Cells with enough numbers for Winograd's algorithm, of even and odd sizes.
  @Test(arguments: 0..<16) func winograd(_ number: Int) throws {
    var draw = DrawnNumbers("Winograd", number)
    let window = WindowReference(
      image: [draw.integer(4...9), draw.integer(4...9), draw.integer(16...21)], kernel: 3,
      isSame: draw.integer(0...2) > 0)
    try check(&draw, window, filters: draw.pick([16, 17, 24, 33]), groups: 1)
  }

  /// Images that are computed strip by strip.
  @Test func winogradStrips() throws {
    var draw = DrawnNumbers("Winograd strips", 0)
    let window = WindowReference(image: [61, 63, 16], kernel: 3, isSame: true)
    try check(&draw, window, filters: 35, groups: 1)
  }

  /// Kernels that are much larger than their images: windows of one cell and of more, by steps and not,
  /// Winograd's among them.
  @Test(arguments: 0..<12) func largeKernels(_ number: Int) throws {
    var draw = DrawnNumbers("large kernel", number)
    let kernel = draw.pick([Size2D(1, 1), Size2D(3, 3), Size2D(2, 3)])
    let size = number % 3 == 0 ? 4 : draw.integer(1...2)
    let channels = draw.integer(60...70) * 9 / (kernel.height * kernel.width)
    let window = WindowReference(
      image: [size, size, number % 3 == 0 ? 90 : channels], kernel: number % 3 == 0 ? 3 : kernel,
      strides: number % 3 == 1 ? 2 : 1, isSame: true)
    let filters = number % 3 == 0 ? 96 : draw.integer(30...40)
    #expect(
      ConvolutionReference(window: window, filters: filters).isLarge
        || window.outputCells.count > 2)
    try check(&draw, window, filters: filters, groups: 1)
  }

  private func check(_ draw: inout DrawnNumbers, groups: Int) throws {
    let window = Self.window(&draw, channels: groups * draw.integer(1...(groups == 1 ? 9 : 3)))
    let filters = groups * draw.integer(1...(groups == 1 ? 40 : 5))
    try check(&draw, window, filters: filters, groups: groups)
  }

  private func check(
    _ draw: inout DrawnNumbers, _ window: WindowReference, filters: Int, groups: Int
  ) throws {
    let usesBias = draw.integer(0...2) > 0
    let text =
      "Conv2D(\(filters), \(Self.geometry(window)), groups=\(groups), "
      + "use_bias=\(usesBias ? "True" : "False"))"
    let capacity = draw.integer(1...11)
    let bench = try ReferenceBench(
      text, [window.image], draw, count: draw.integer(1...capacity), capacity: capacity)
    let reference = ConvolutionReference(window: window, filters: filters, groups: groups)
    let kernel = bench.weights["kernel"] ?? []
    var expected = ReferenceBench.Result()
    func image(_ example: Int) -> ArraySlice<Float> {
      bench.inputs[0].example(example, of: window.image.count)
    }
    func gradient(_ example: Int) -> ArraySlice<Float> {
      bench.outputGradient.example(example, of: reference.outputCount)
    }
    expected.output = (0..<bench.count).flatMap { reference.output(image($0), kernel) }
      .adding(bias: bench.weights["bias"])
    expected.inputGradients = [
      (0..<bench.count).flatMap { reference.inputGradient(gradient($0), kernel) }
    ]
    expected.weights["kernel"] = WeightShardReference.sum(
      capacity: capacity, count: bench.count, size: reference.kernelCount,
      isLarge: reference.isLarge
    ) { reference.addKernelGradient(image($0), gradient($0), to: &$1) }
    if usesBias {
      expected.weights["bias"] = WeightShardReference.sum(
        capacity: capacity, count: bench.count, size: filters, isLarge: reference.isLarge
      ) { addBiasGradient(gradient($0), to: &$1) }
    }
    try bench.expect(expected)
  }

  /// A window of a drawn geometry; Keras wants steps or distances, but not both.
  static func window(_ draw: inout DrawnNumbers, channels: Int) -> WindowReference {
    let kernel = draw.pick([
      Size2D(1, 1), Size2D(3, 3), Size2D(3, 3), Size2D(2, 2), Size2D(3, 2), Size2D(1, 4),
      Size2D(5, 5),
    ])
    var (strides, dilation): (Size2D, Size2D) = (1, 1)
    switch draw.integer(0...3) {
    case 0: strides = draw.pick([2, Size2D(1, 2), Size2D(3, 1), 3])
    case 1: dilation = draw.pick([2, Size2D(1, 2), Size2D(3, 1)])
    default: break
    }
    let span = Size2D(
      (kernel.height - 1) * dilation.height + 1, (kernel.width - 1) * dilation.width + 1)
    let image: Shape = [
      span.height + draw.integer(0...7), span.width + draw.integer(0...9), channels,
    ]
    return WindowReference(
      image: image, kernel: kernel, strides: strides, dilation: dilation,
      isSame: draw.integer(0...2) > 0)
  }

  /// The window as a notebook writes it.
  static func geometry(_ window: WindowReference) -> String {
    func pair(_ size: Size2D) -> String { "(\(size.height), \(size.width))" }
    return
      "kernel_size=\(pair(window.kernel)), strides=\(pair(window.strides)), "
      + "padding=\(window.isSame ? "same" : "valid"), dilation_rate=\(pair(window.dilation))"
  }
}
