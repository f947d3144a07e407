import CKernels
import Schemas
import Tensors

/// A convolution whose filters each see one group of channels: a kernel `[kh, kw, C / groups, F]`.
///
/// Every cell of the window is a product of matrices by itself, read where it lies in an image with a
/// border of zeros; the sums go through the window row by row. Always by our own loops: OpenBLAS has
/// no such product. Gradients of the weights by `WeightShards`.
struct GroupedConvolutionOperation: Operation {
  /// The geometry.
  var window: Window

  /// The number of filters.
  var filters: Int

  /// The number of groups.
  var groups: Int

  /// Whether a bias `[F]` is the second weight.
  var usesBias: Bool

  var name: String {
    "convolution \(window.kernel.height)×\(window.kernel.width) in \(groups) groups"
  }

  var reasons: [String] {
    ["grouped: a product of matrices for every cell of the window in every group"]
  }

  private var channels: Int { window.image[2] }

  private var kernelCount: Int { window.patchCount / groups * filters }

  /// The cells of the image with its border.
  private var bordered: (height: Int, width: Int) {
    func length(_ places: Int, _ stride: Int, _ kernel: Int, _ dilation: Int, _ size: Int) -> Int {
      max((places - 1) * stride + (kernel - 1) * dilation + 1, size)
    }
    return (
      length(
        window.output.height, window.strides.height, window.kernel.height, window.dilation.height,
        window.image[0]),
      length(
        window.output.width, window.strides.width, window.kernel.width, window.dilation.width,
        window.image[1])
    )
  }

  private func shards(_ batchCapacity: Int) -> WeightShards {
    WeightShards(size: kernelCount + filters, batchCapacity: batchCapacity)
  }

  /// A bordered image, and as much again for its gradient.
  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    bordered.height * bordered.width * channels + window.outputCells * channels / groups
  }

  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    shards(batchCapacity).totalSize
  }

  var savedUse: SavedUse { .backwardPass }

  var backwardReads: BackwardReads { .inputs }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let operation: GroupedConvolutionOperation
    let memory: OperationMemory
    let instructions: kk_simd
    let window: Window
    let shards: WeightShards
    let filters: Int
    let channels: Int
    /// Channels and filters of a group.
    let groupChannels: Int
    let groupFilters: Int
    let row: Int

    init(_ operation: GroupedConvolutionOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      instructions = memory.numerics.instructions.c
      window = operation.window
      shards = operation.shards(memory.batchCapacity)
      filters = operation.filters
      channels = operation.channels
      groupChannels = channels / operation.groups
      groupFilters = filters / operation.groups
      row = operation.bordered.width * channels
    }

    private func bordered(_ image: Int, _ worker: Int) -> UnsafePointer<Float> {
      let (height, width) = operation.bordered
      kk_border(
        memory.scratch[worker], memory.inputs[0].example(image), window.image[0], window.image[1],
        channels, window.padding.top, window.padding.left, height, width)
      return UnsafePointer(memory.scratch[worker])
    }

    /// Visits every cell of the window in every group: the cell's number, where it begins in the
    /// bordered image, and the group.
    private func forEachTap(_ body: (_ tap: Int, _ offset: Int, _ group: Int) -> Void) {
      for group in 0..<operation.groups {
        for ky in 0..<window.kernel.height {
          for kx in 0..<window.kernel.width {
            body(
              ky * window.kernel.width + kx,
              ky * window.dilation.height * row + kx * window.dilation.width * channels
                + group * groupChannels, group)
          }
        }
      }
    }

    /// Where a cell of the window of a group begins in the kernel.
    private func kernelOffset(_ tap: Int, _ group: Int) -> Int {
      tap * groupChannels * filters + group * groupFilters
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1, $2) }
    }

    private func forward(_ image: Int, _ worker: Int) {
      let bias = operation.usesBias ? memory.parameters[1] : nil
      let pixels = bordered(image, worker)
      let out = memory.output.example(image)
      var product = kk_product()
      product.rows = window.output.width
      product.columns = groupFilters
      product.segments = 1
      product.inner = groupChannels
      product.a_row_stride = window.strides.width * channels
      product.a_stride = 1
      product.b_stride = filters
      product.c_stride = filters
      forEachTap { tap, offset, group in
        product.b = UnsafePointer(memory.parameters[0]) + kernelOffset(tap, group)
        product.accumulates = tap > 0 ? 1 : 0
        for y in 0..<window.output.height {
          product.a = pixels + offset + y * window.strides.height * row
          product.c = out + y * window.output.width * filters + group * groupFilters
          kk_multiply(instructions, &product)
        }
      }
      var epilogue = ElementwiseActivation.linear.epilogue(bias: bias)
      kk_apply_epilogue(out, filters, window.outputCells, filters, &epilogue)
    }

    func backward(count: Int) {
      guard let outputGradient = memory.outputGradient else { return }
      let needsWeights = memory.parameterGradients[0] != nil
      memory.threads.run(tiles: shards.count, with: (self, outputGradient, count)) {
        $0.0.backward(shard: $1, $0.1, count: $0.2, $2)
      }
      guard needsWeights else { return }
      shards.sumWeights(memory, kernelCount: operation.kernelCount, usesBias: operation.usesBias)
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
        if needsWeights {
          addWeights(of: bordered(image, worker), gradient, to: sums)
          kk_add_rows(sums + operation.kernelCount, gradient, window.outputCells, filters, filters)
        }
        if let target = memory.inputGradients[0] {
          scatterBack(gradient, into: target + image * window.image.count, worker)
        }
      }
    }

    private func addWeights(
      of pixels: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
      to sums: UnsafeMutablePointer<Float>
    ) {
      var product = kk_product()
      product.rows = groupChannels
      product.columns = groupFilters
      product.segments = window.output.height
      product.inner = window.output.width
      product.a_row_stride = 1
      product.a_segment_stride = window.strides.height * row
      product.a_stride = window.strides.width * channels
      product.b_stride = filters
      product.c_stride = filters
      product.accumulates = 1
      forEachTap { tap, offset, group in
        product.a = pixels + offset
        product.b = gradient + group * groupFilters
        product.c = sums + kernelOffset(tap, group)
        kk_multiply(instructions, &product)
      }
    }

    /// Adds the gradients of an image cell by cell of the window, in the bordered image.
    private func scatterBack(
      _ gradient: UnsafePointer<Float>, into input: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let (height, width) = operation.bordered
      let image = memory.scratch[worker]
      let cells = image + height * width * channels
      image.update(repeating: 0, count: height * width * channels)
      var product = kk_product()
      product.rows = window.outputCells
      product.columns = groupChannels
      product.segments = 1
      product.inner = groupFilters
      product.a_row_stride = filters
      product.a_stride = 1
      product.b_stride = filters
      product.b_layout = KK_BY_COLUMNS
      product.c = cells
      product.c_stride = groupChannels
      forEachTap { tap, offset, group in
        product.a = gradient + group * groupFilters
        product.b = UnsafePointer(memory.parameters[0]) + kernelOffset(tap, group)
        kk_multiply(instructions, &product)
        for y in 0..<window.output.height {
          for x in 0..<window.output.width {
            kk_add(
              image + offset + y * window.strides.height * row
                + x * window.strides.width * channels,
              cells + (y * window.output.width + x) * groupChannels, groupChannels)
          }
        }
      }
      for y in 0..<window.image[0] {
        (input + y * window.image[1] * channels).update(
          from: image + (y + window.padding.top) * row + window.padding.left * channels,
          count: window.image[1] * channels)
      }
    }
  }
}
