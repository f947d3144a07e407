import CKernels
import Schemas
import Tensors

/// A convolution whose kernel is much larger than its images, plus bias, then an activation.
///
/// What costs time is to read the kernel. So the windows of all images of a batch are laid out as rows of
/// one matrix, and the kernel goes by once; its gradient is one chain over the batch, each thread having
/// rows of the kernel. Sums that Winograd's algorithm fits are computed by it, image by image.
struct Im2colConvolutionOperation: Operation {
  private let convolution: ConvolutionOperation

  /// The sums of an image and those that carry a gradient back, where they are Winograd's.
  private let sums: ImageConvolution?
  private let sumsBack: ImageConvolution?

  /// The reversed window, which goes over the gradient; nil where the window moves by more than a cell.
  private let windowBack: Window?

  /// Takes over a convolution; nil for one whose kernel is not that large.
  init?(_ direct: DirectConvolutionOperation) {
    let window = direct.convolution.window
    guard WeightShards.isLarge(kernelCount: direct.kernelCount, cells: window.outputCells) else {
      return nil
    }
    convolution = direct.convolution
    sums = direct.sums.isWinograd ? direct.sums : nil
    sumsBack = direct.sumsBack.flatMap { $0.isWinograd ? $0 : nil }
    windowBack = direct.sumsBack?.image.window
  }

  var name: String { (sums == nil ? "im2col " : "Winograd ") + convolution.name }

  var reasons: [String] {
    (sums?.reasons ?? []) + [
      "im2col: windows of all images are rows of one matrix, so that the large kernel is read once"
    ] + convolution.activation.reasons
  }

  var backwardReads: BackwardReads { convolution.backwardReads }

  private var window: Window { convolution.window }
  private var filters: Int { convolution.filters }
  private var kernelCount: Int { window.patchCount * filters }

  // MARK: - Memory

  /// Numbers of an example's windows.
  private var windowsCount: Int { window.outputCells * window.patchCount }

  private func products(_ batchCapacity: Int) -> RowProducts.Counts {
    RowProducts.Counts(
      inputs: window.patchCount, units: filters, rowsPerExample: window.outputCells,
      batchCapacity: batchCapacity)
  }

  private func productsBack(_ windowBack: Window, _ batchCapacity: Int) -> RowProducts.Counts {
    RowProducts.Counts(
      inputs: windowBack.patchCount, units: window.image[2],
      rowsPerExample: windowBack.outputCells, batchCapacity: batchCapacity)
  }

  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    [sums, sumsBack].compactMap { $0.map { $0.image.count + $0.scratchCount } }.max() ?? 0
  }

  func preparedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    sums?.preparedCount
      ?? batchCapacity * windowsCount + products(batchCapacity).preparedCount
  }

  /// The windows of a batch are prepared with the weights.
  var preparesWeightsAlone: Bool { false }

  /// The windows; what their products need; and what carries the gradient back: the windows' gradients, or
  /// the reversed kernel, and that as it is prepared, with the windows over the gradient where they are
  /// gathered.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    backOffset(batchCapacity)
      + (windowBack.map { kernelCount + backCount($0, batchCapacity) }
        ?? batchCapacity * windowsCount)
  }

  private func backOffset(_ batchCapacity: Int) -> Int {
    batchCapacity * windowsCount + products(batchCapacity).savedCount
  }

  private func backCount(_ windowBack: Window, _ batchCapacity: Int) -> Int {
    sumsBack?.preparedCount
      ?? productsBack(windowBack, batchCapacity).preparedCount
      + batchCapacity * windowBack.outputCells * windowBack.patchCount
  }

  var savedUse: SavedUse { .backwardPass }

  func bind(_ memory: OperationMemory) -> any Kernel {
    guard case .portable(let instructions) = memory.numerics else {
      preconditionFailure("convolutions of large kernels are computed by our own loops")
    }
    return Bound(self, memory, instructions)
  }

  private final class Bound: Kernel {
    let operation: Im2colConvolutionOperation
    let memory: OperationMemory
    let instructions: InstructionSet
    let window: Window
    let products: RowProducts
    let productsBack: RowProducts?
    /// What carries gradients back.
    let back: UnsafeMutablePointer<Float>

    init(
      _ operation: Im2colConvolutionOperation, _ memory: OperationMemory,
      _ instructions: InstructionSet
    ) {
      self.operation = operation
      self.memory = memory
      self.instructions = instructions
      window = operation.window
      let capacity = memory.batchCapacity
      products = RowProducts(operation.products(capacity), memory.numerics, memory.threads)
      productsBack = operation.windowBack.map {
        RowProducts(operation.productsBack($0, capacity), memory.numerics, memory.threads)
      }
      back = memory.saved + operation.backOffset(capacity)
    }

    /// Lays out the windows of all images.
    private func im2col(
      _ window: Window, of images: UnsafePointer<Float>, count: Int,
      into windows: UnsafeMutablePointer<Float>
    ) {
      let size = window.outputCells * window.patchCount
      threads.run(tiles: count, with: (window.c, images, window.image.count, windows, size)) {
        kk_im2col($0.3 + $1 * $0.4, $0.1 + $1 * $0.2, $0.0)
      }
    }

    private var threads: ThreadPool { memory.threads }

    // MARK: - Forward

    func forward(count: Int, phase: Phase) {
      let epilogue = operation.convolution.epilogue(memory, example: 0)
      if let sums = operation.sums {
        convolve(
          sums, memory.inputs[0].start, memory.parameters[0], memory.prepared,
          into: memory.output.start, epilogue, count: count)
      } else {
        im2col(window, of: memory.inputs[0].start, count: count, into: memory.prepared)
        let prepared = memory.prepared + memory.batchCapacity * operation.windowsCount
        products.prepare(memory.parameters[0], in: prepared)
        products.forward(
          examples: count, memory.prepared, memory.parameters[0], prepared,
          into: memory.output.start, epilogue)
      }
    }

    /// Convolves images one by one.
    private func convolve(
      _ sums: ImageConvolution, _ images: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
      _ prepared: UnsafeMutablePointer<Float>, into outputs: UnsafeMutablePointer<Float>,
      _ epilogue: kk_epilogue, count: Int
    ) {
      let kernel = sums.prepare(kernel, in: prepared, instructions, threads)
      threads.run(tiles: count, with: (self, sums, images, kernel, outputs, epilogue)) {
        context, image, worker in
        let (kernels, sums, images, kernel, outputs, epilogue) = context
        let window = sums.image.window
        let scratch = kernels.memory.scratch[worker]
        let done = image * window.outputCells * sums.filters
        var part = epilogue
        part.addend = epilogue.addend.map { $0 + done }
        sums.convolve(
          rows: 0..<window.output.height,
          of: sums.image.read(images + image * window.image.count, in: scratch), kernel,
          into: outputs + done, part, kernels.instructions, scratch + sums.image.count)
      }
    }

    // MARK: - Backward

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      let learns = memory.parameterGradients.contains { $0 != nil }
      let input = memory.inputGradients[0]
      if learns {
        im2col(window, of: memory.inputs[0].start, count: count, into: memory.saved)
      }
      let convolution = operation.convolution
      // Where the window moves by more than a cell, the windows' own gradients are added up.
      let windowGradients = operation.windowBack == nil && input != nil ? back : nil
      products.backward(
        examples: count,
        RowProducts.Backward(
          gradient: gradient, x: memory.saved, y: memory.output.start,
          activation: convolution.activation, kernel: memory.parameters[0],
          saved: memory.saved + memory.batchCapacity * operation.windowsCount,
          inputGradient: windowGradients, kernelGradient: memory.parameterGradients[0],
          biasGradient: convolution.usesBias ? memory.parameterGradients[1] : nil))
      guard let input else { return }
      if let windowBack = operation.windowBack {
        carryBack(gradient, windowBack, into: input, count: count)
      } else {
        scatter(back, into: input, count: count)
      }
    }

    /// The gradient of the images as a convolution of the output's with the reversed kernel.
    private func carryBack(
      _ gradient: UnsafePointer<Float>, _ windowBack: Window,
      into input: UnsafeMutablePointer<Float>, count: Int
    ) {
      window.reverseKernel(
        memory.parameters[0], filters: operation.filters, into: back, threads)
      let prepared = back + operation.kernelCount
      if let sumsBack = operation.sumsBack {
        convolve(sumsBack, gradient, back, prepared, into: input, kk_epilogue(), count: count)
      } else if let productsBack {
        let windows = prepared + productsBack.preparedCount
        im2col(windowBack, of: gradient, count: count, into: windows)
        productsBack.prepare(back, in: prepared)
        productsBack.forward(
          examples: count, windows, back, prepared, into: input, kk_epilogue())
      }
    }

    /// The gradient of the images as the sum of those of their windows, in the order of output cells.
    private func scatter(
      _ windows: UnsafePointer<Float>, into input: UnsafeMutablePointer<Float>, count: Int
    ) {
      threads.run(
        tiles: count,
        with: (window.c, windows, operation.windowsCount, input, window.image.count)
      ) {
        let image = $0.3 + $1 * $0.4
        image.update(repeating: 0, count: $0.4)
        kk_col2im(image, $0.1 + $1 * $0.2, $0.0)
      }
    }
  }
}
