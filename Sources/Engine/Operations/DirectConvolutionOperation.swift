import CKernels
import Schemas
import Tensors

/// A convolution that reads windows where they lie, in an image with a border of zeros.
///
/// In such an image one row of a window is one run of memory, `kw · C` numbers, so that windows are
/// rows of a matrix without being copied. The gradient of the input, where the window moves by single
/// cells, is in turn a convolution of the bordered gradient with the reversed kernel.
struct DirectConvolutionOperation: Operation {
  /// What is computed.
  let convolution: ConvolutionOperation

  /// The sums of an image.
  let sums: ImageConvolution

  /// The sums that carry a gradient back; nil where the window moves by more than a cell.
  let sumsBack: ImageConvolution?

  /// Takes over a convolution; nil for one that it does not fit: whose window's cells are apart from
  /// left to right, or which is a plain product of matrices.
  init?(_ convolution: ConvolutionOperation) {
    let window = convolution.window
    guard window.dilation.width == 1, !window.isPointwise else { return nil }
    self.convolution = convolution
    sums = ImageConvolution(window, filters: convolution.filters)
    let reversesKernel = window.strides == 1 && window.dilation == 1
    sumsBack =
      reversesKernel
      ? ImageConvolution(
        window.reversed(filters: convolution.filters), filters: window.image[2]) : nil
  }

  /// The image as it is read.
  var image: BorderedImage { sums.image }

  var name: String { (sums.isWinograd ? "Winograd " : "direct ") + convolution.name }

  var reasons: [String] { sums.reasons + convolution.activation.reasons }

  private var window: Window { convolution.window }

  /// Numbers of the kernel.
  var kernelCount: Int { window.patchCount * convolution.filters }

  /// The bordered image or gradient, and what its sums need; or the gradients of windows.
  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    let forward = image.count + sums.scratchCount
    let backward =
      sumsBack.map { $0.image.count + $0.scratchCount } ?? window.outputCells * window.patchCount
    return max(forward, backward)
  }

  func preparedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    sums.preparedCount
  }

  private func shards(_ batchCapacity: Int) -> WeightShards {
    WeightShards(size: kernelCount + convolution.filters, batchCapacity: batchCapacity)
  }

  /// The kernel as it carries the gradient of a cell back to its window.
  private var packedBack: PackedMatrix {
    PackedMatrix(depth: convolution.filters, columns: window.patchCount)
  }

  /// The shards, and what carries gradients back: the reversed kernel as it is and as it is prepared, or the
  /// packed one.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    shards(batchCapacity).totalSize
      + (sumsBack.map { kernelCount + $0.preparedCount } ?? packedBack.count)
  }

  var savedUse: SavedUse { .backwardPass }

  var backwardReads: BackwardReads { convolution.backwardReads }

  func bind(_ memory: OperationMemory) -> any Kernel {
    guard case .portable(let instructions) = memory.numerics else {
      preconditionFailure("direct convolutions are computed by our own loops")
    }
    return Bound(self, memory, instructions)
  }

  private final class Bound: Kernel {
    let operation: DirectConvolutionOperation
    let memory: OperationMemory
    let instructions: InstructionSet
    let window: Window
    let filters: Int
    let shards: WeightShards
    /// What carries gradients back.
    let back: UnsafeMutablePointer<Float>

    init(
      _ operation: DirectConvolutionOperation, _ memory: OperationMemory,
      _ instructions: InstructionSet
    ) {
      self.operation = operation
      self.memory = memory
      self.instructions = instructions
      window = operation.window
      filters = operation.convolution.filters
      shards = operation.shards(memory.batchCapacity)
      back = memory.saved + shards.totalSize
    }

    private func bordered(_ image: Int, _ worker: Int) -> UnsafePointer<Float> {
      operation.image.read(memory.inputs[0].example(image), in: memory.scratch[worker])
    }

    func prepareWeights() {
      operation.sums.prepare(
        memory.parameters[0], in: memory.prepared, instructions, memory.threads)
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1, $2) }
    }

    private func forward(_ image: Int, _ worker: Int) {
      operation.sums.convolve(
        rows: 0..<window.output.height, of: bordered(image, worker), memory.prepared,
        into: memory.output.example(image),
        operation.convolution.epilogue(memory, example: image), instructions,
        memory.scratch[worker] + operation.image.count)
    }

    func backward(count: Int) {
      guard let outputGradient = memory.outputGradient else { return }
      let needsWeights = memory.parameterGradients[0] != nil
      let kernelBack = prepareKernelBack()
      memory.threads.run(tiles: shards.count, with: (self, outputGradient, kernelBack, count)) {
        $0.0.backward(shard: $1, $0.1, $0.2, count: $0.3, $2)
      }
      if needsWeights {
        shards.sumWeights(
          memory, kernelCount: operation.kernelCount, usesBias: operation.convolution.usesBias)
      }
    }

    /// The kernel that carries gradients back; nil where none does.
    private func prepareKernelBack() -> UnsafePointer<Float>? {
      guard memory.inputGradients[0] != nil else { return nil }
      guard let sumsBack = operation.sumsBack else {
        operation.packedBack.pack(
          .init(memory.parameters[0], rowStride: filters, isTransposed: true), into: back,
          instructions, memory.threads)
        return UnsafePointer(back)
      }
      window.reverseKernel(memory.parameters[0], filters: filters, into: back, memory.threads)
      return sumsBack.prepare(
        back, in: back + operation.kernelCount, instructions, memory.threads)
    }

    private func backward(
      shard: Int, _ outputGradient: UnsafeMutablePointer<Float>,
      _ kernelBack: UnsafePointer<Float>?, count: Int, _ worker: Int
    ) {
      let needsWeights = memory.parameterGradients[0] != nil
      let size = window.outputCells * filters
      let sums = memory.saved + shard * shards.size
      if needsWeights { sums.update(repeating: 0, count: shards.size) }
      for image in shards.images(of: shard, count: count) {
        let gradient = outputGradient + image * size
        let activation = operation.convolution.activation
        if activation != .linear {
          kk_activation_backward(
            gradient, gradient, memory.output.example(image), size, activation.code,
            activation.alpha)
        }
        if needsWeights { addWeights(of: bordered(image, worker), gradient, to: sums) }
        if let inputGradient = memory.inputGradients[0], let kernelBack {
          let input = inputGradient + image * memory.inputs[0].shape.count
          if let sumsBack = operation.sumsBack {
            convolveBack(gradient, sumsBack, kernelBack, into: input, worker)
          } else {
            scatterBack(gradient, kernelBack, into: input, worker)
          }
        }
      }
    }

    /// Adds an image's gradients of kernel and bias, cell by cell.
    private func addWeights(
      of pixels: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
      to sums: UnsafeMutablePointer<Float>
    ) {
      let image = operation.image
      let windowRow = window.kernel.width * image.channels
      var product = kk_product()
      product.rows = windowRow
      product.groups = window.kernel.height
      product.columns = filters
      product.segments = window.output.height
      product.inner = window.output.width
      product.a = pixels
      product.a_row_stride = 1
      product.a_group_stride = window.dilation.height * image.row
      product.a_segment_stride = window.strides.height * image.row
      product.a_stride = window.strides.width * image.channels
      product.b = gradient
      product.b_stride = filters
      product.c = sums
      product.c_stride = filters
      product.accumulates = 1
      if operation.convolution.usesBias { product.b_sums = sums + operation.kernelCount }
      kk_multiply(instructions.c, &product)
    }

    /// The gradient of an image as a convolution with the reversed kernel.
    private func convolveBack(
      _ gradient: UnsafePointer<Float>, _ sumsBack: ImageConvolution,
      _ kernel: UnsafePointer<Float>, into input: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let scratch = memory.scratch[worker]
      sumsBack.convolve(
        rows: 0..<window.image[0], of: sumsBack.image.read(gradient, in: scratch), kernel,
        into: input, kk_epilogue(), instructions, scratch + sumsBack.image.count)
    }

    /// The gradient of an image window by window, for windows that move by more than a cell.
    private func scatterBack(
      _ gradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
      into input: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let columns = memory.scratch[worker]
      MatrixProduct.multiply(
        by: memory.numerics, into: columns, rowStride: window.patchCount,
        .init(gradient, rowStride: filters),
        .init(packed: kernel), rows: window.outputCells, columns: window.patchCount, inner: filters)
      input.update(repeating: 0, count: memory.inputs[0].shape.count)
      kk_col2im(input, columns, window.c)
    }
  }
}
