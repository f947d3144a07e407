import CKernels
import Schemas
import Tensors

/// A convolution that reads windows where they lie, in an image with a border of zeros.
///
/// In such an image one row of a window is one run of memory, `kw · C` numbers, so that windows are
/// rows of a matrix without being copied. The sums are those of `ConvolutionOperation`, in the order
/// (ky, kx, channel); the gradient of the input, where the window moves by single cells, is in turn a
/// convolution of the bordered gradient with the reversed kernel.
struct DirectConvolutionOperation: Operation {
  /// What is computed.
  let convolution: ConvolutionOperation

  /// The image as it is read.
  let image: BorderedImage

  private typealias Size2DCells = (height: Int, width: Int)

  /// Takes over a convolution; nil for one that it does not fit: whose window's cells are apart from
  /// left to right, or which is a plain product of matrices.
  init?(_ convolution: ConvolutionOperation) {
    let window = convolution.window
    guard window.dilation.width == 1, !window.isPointwise else { return nil }
    self.convolution = convolution
    image = BorderedImage(window)
  }

  var name: String { "direct \(convolution.name)" }

  var reasons: [String] {
    ["direct: rows of windows are read where they lie, in an image with a border of zeros"]
      + convolution.activation.reasons
  }

  private var window: Window { convolution.window }

  /// Whether gradients go back by a convolution of their own.
  private var reversesKernel: Bool { window.strides == 1 && window.dilation == 1 }

  /// The cells of an output's gradient with the border that the reversed kernel needs.
  private var borderedGradient: Size2DCells {
    (window.image[0] + window.kernel.height - 1, window.image[1] + window.kernel.width - 1)
  }

  private var kernelCount: Int { window.patchCount * convolution.filters }

  /// The bordered image, and what carries gradients back.
  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    let gradient =
      reversesKernel
      ? borderedGradient.height * borderedGradient.width * convolution.filters
      : window.outputCells * window.patchCount
    return max(image.count, gradient)
  }

  private func shards(_ batchCapacity: Int) -> WeightShards {
    WeightShards(size: kernelCount + convolution.filters, batchCapacity: batchCapacity)
  }

  /// The shards, and the reversed kernel.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    shards(batchCapacity).totalSize + (reversesKernel ? kernelCount : 0)
  }

  var savedUse: SavedUse { .backwardPass }

  var backwardReads: BackwardReads { convolution.backwardReads }

  func bind(_ memory: OperationMemory) -> any Kernel {
    guard case .portable(let instructions) = memory.numerics else {
      preconditionFailure("direct convolutions are computed by our own loops")
    }
    return Bound(self, memory, instructions.c)
  }

  /// Convolves an image that has its border, and applies bias and activation.
  func convolve(
    _ pixels: UnsafePointer<Float>, _ parameters: [UnsafeMutablePointer<Float>],
    _ instructions: kk_simd, into output: UnsafeMutablePointer<Float>
  ) {
    let (filters, activation) = (convolution.filters, convolution.activation)
    let bias = convolution.usesBias ? parameters[1] : nil
    var product = kk_product()
    product.rows = window.output.width
    product.columns = filters
    product.segments = window.kernel.height
    product.inner = window.kernel.width * image.channels
    product.a_row_stride = window.strides.width * image.channels
    product.a_segment_stride = window.dilation.height * image.row
    product.a_stride = 1
    product.b = UnsafePointer(parameters[0])
    product.b_stride = filters
    product.c_stride = filters
    for row in 0..<window.output.height {
      let out = output + row * window.output.width * filters
      product.a = pixels + row * window.strides.height * image.row
      product.c = out
      kk_multiply(instructions, &product)
      kk_bias_activation(
        out, bias, window.output.width, filters, activation.code, activation.alpha)
    }
  }

  private final class Bound: Kernel {
    let operation: DirectConvolutionOperation
    let memory: OperationMemory
    let instructions: kk_simd
    let window: Window
    let channels: Int
    let filters: Int
    /// Numbers of a row of the bordered image, and of one of the window.
    let imageRow: Int
    let windowRow: Int
    let shards: WeightShards
    let reversedKernel: UnsafeMutablePointer<Float>

    init(
      _ operation: DirectConvolutionOperation, _ memory: OperationMemory, _ instructions: kk_simd
    ) {
      self.operation = operation
      self.memory = memory
      self.instructions = instructions
      window = operation.window
      channels = window.image[2]
      filters = operation.convolution.filters
      imageRow = operation.image.row
      windowRow = window.kernel.width * channels
      shards = operation.shards(memory.batchCapacity)
      reversedKernel = memory.saved + shards.totalSize
    }

    private func bordered(_ image: Int, _ worker: Int) -> UnsafePointer<Float> {
      operation.image.read(memory.inputs[0].example(image), in: memory.scratch[worker])
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1, $2) }
    }

    private func forward(_ image: Int, _ worker: Int) {
      operation.convolve(
        bordered(image, worker), memory.parameters, instructions,
        into: memory.output.example(image))
    }

    func backward(count: Int) {
      guard let outputGradient = memory.outputGradient else { return }
      let needsWeights = memory.parameterGradients[0] != nil
      if memory.inputGradients[0] != nil, operation.reversesKernel {
        kk_flip_kernel(
          reversedKernel, memory.parameters[0], window.kernel.height, window.kernel.width,
          channels, filters)
      }
      memory.threads.run(tiles: shards.count, with: (self, outputGradient, count)) {
        $0.0.backward(shard: $1, $0.1, count: $0.2, $2)
      }
      if needsWeights {
        shards.sumWeights(
          memory, kernelCount: operation.kernelCount, usesBias: operation.convolution.usesBias)
      }
    }

    private func backward(
      shard: Int, _ outputGradient: UnsafeMutablePointer<Float>, count: Int, _ worker: Int
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
        if let inputGradient = memory.inputGradients[0] {
          let input = inputGradient + image * memory.inputs[0].shape.count
          if operation.reversesKernel {
            convolveBack(gradient, into: input, worker)
          } else {
            scatterBack(gradient, into: input, worker)
          }
        }
      }
    }

    /// Adds an image's gradients of kernel and bias, cell by cell.
    private func addWeights(
      of pixels: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
      to sums: UnsafeMutablePointer<Float>
    ) {
      var product = kk_product()
      product.rows = windowRow
      product.columns = filters
      product.segments = window.output.height
      product.inner = window.output.width
      product.a_row_stride = 1
      product.a_segment_stride = window.strides.height * imageRow
      product.a_stride = window.strides.width * channels
      product.b = gradient
      product.b_stride = filters
      product.c_stride = filters
      product.accumulates = 1
      for row in 0..<window.kernel.height {
        product.a = pixels + row * window.dilation.height * imageRow
        product.c = sums + row * windowRow * filters
        kk_multiply(instructions, &product)
      }
      kk_add_rows(sums + operation.kernelCount, gradient, window.outputCells, filters)
    }

    /// The gradient of an image as a convolution with the reversed kernel.
    private func convolveBack(
      _ gradient: UnsafePointer<Float>, into input: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let (height, width) = operation.borderedGradient
      let scratch = memory.scratch[worker]
      kk_border(
        scratch, gradient, window.output.height, window.output.width, filters,
        window.kernel.height - 1 - window.padding.top,
        window.kernel.width - 1 - window.padding.left, height, width)
      var product = kk_product()
      product.rows = window.image[1]
      product.columns = channels
      product.segments = window.kernel.height
      product.inner = window.kernel.width * filters
      product.a_row_stride = filters
      product.a_segment_stride = width * filters
      product.a_stride = 1
      product.b = UnsafePointer(reversedKernel)
      product.b_stride = channels
      product.c_stride = channels
      for row in 0..<window.image[0] {
        product.a = UnsafePointer(scratch) + row * width * filters
        product.c = input + row * window.image[1] * channels
        kk_multiply(instructions, &product)
      }
    }

    /// The gradient of an image window by window, for windows that move by more than a cell.
    private func scatterBack(
      _ gradient: UnsafePointer<Float>, into input: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let columns = memory.scratch[worker]
      MatrixProduct.multiply(
        by: memory.numerics, into: columns, rowStride: window.patchCount,
        .init(gradient, rowStride: filters),
        .init(memory.parameters[0], rowStride: filters, isTransposed: true),
        rows: window.outputCells, columns: window.patchCount, inner: filters)
      input.update(repeating: 0, count: memory.inputs[0].shape.count)
      kk_col2im(input, columns, window.c)
    }
  }
}
