import CKernels
import Schemas
import Tensors

/// A convolution with bias and activation, and a max pooling that alone reads it, in one.
///
/// Only the winners of the pooling have a gradient, and behind a ReLU many of them have none either:
/// the gradients of kernel and image go through what is left, window by window, filter by filter.
/// Windows are read where they lie in the bordered image; where their rows are too short for that, as
/// in a gray picture, they are laid out one by one. Gradients of the weights by `WeightShards`.
struct PooledConvolutionOperation: Operation {
  /// What is pooled.
  let direct: DirectConvolutionOperation

  /// The windows of the pooling.
  let pooling: Window

  /// Whether windows are laid out one by one.
  let laysOutWindows: Bool

  /// A row of a window that is shorter than this is no work for a vector.
  private static let shortestRun = 16

  /// Room behind an image for what a vector reads too much.
  private static let slack = 16

  /// Joins a convolution and a pooling.
  init(_ direct: DirectConvolutionOperation, _ pooling: Window) {
    self.direct = direct
    self.pooling = pooling
    let window = direct.convolution.window
    laysOutWindows = window.kernel.width * direct.image.channels < Self.shortestRun
  }

  var name: String {
    "\(direct.name) + max pooling \(pooling.kernel.height)×\(pooling.kernel.width)"
  }

  var backwardReads: BackwardReads { direct.backwardReads }

  var reasons: [String] {
    let windows =
      laysOutWindows ? ["rows of windows are short: backward they are laid out one by one"] : []
    return direct.reasons
      + ["pooled: gradients go only through the winners of the pooling, most are 0"] + windows
  }

  private var window: Window { direct.convolution.window }
  private var filters: Int { direct.convolution.filters }
  private var kernelCount: Int { window.patchCount * filters }
  private var cells: Int { pooling.outputCells }

  private func shards(_ batchCapacity: Int) -> WeightShards {
    WeightShards(size: kernelCount + filters, batchCapacity: batchCapacity)
  }

  /// Numbers of the bordered image, or of all windows, whichever are more.
  private var imageCount: Int {
    let windows = laysOutWindows ? window.outputCells * window.patchCount : 0
    return max(direct.image.count, windows) + Self.slack
  }

  /// Numbers of the convolved image, and room for the gradient of the bordered one.
  private var convolvedCount: Int { max(window.outputCells * filters, imageCount) }

  /// The image; the convolved image or, later, the gradient of the image; the nonzeros of every filter,
  /// and how many there are.
  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    imageCount + convolvedCount + 2 * cells * filters + filters
  }

  /// The winners, the shards, the kernel filter by filter, and the sum of the shards.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    batchCapacity * output.count + shards(batchCapacity).totalSize + 2 * kernelCount
  }

  func bind(_ memory: OperationMemory) -> any Kernel {
    guard case .portable(let instructions) = memory.numerics else {
      preconditionFailure("pooled convolutions are computed by our own loops")
    }
    return Bound(self, memory, instructions.c)
  }

  private final class Bound: Kernel {
    let operation: PooledConvolutionOperation
    let memory: OperationMemory
    let instructions: kk_simd
    let image: BorderedImage
    let runs: kk_runs
    let filters: Int
    let cells: Int
    let patchCount: Int
    let shards: WeightShards
    let winners: UnsafeMutablePointer<UInt32>
    let sums: UnsafeMutablePointer<Float>
    /// The kernel as `[F, kh, kw, C]`.
    let kernelByFilter: UnsafeMutablePointer<Float>
    let gradientByFilter: UnsafeMutablePointer<Float>
    /// Where the first window under every place of the pooling begins in the image, and how much
    /// further the others are.
    let bases: [Int32]
    let taps: [Int32]

    init(
      _ operation: PooledConvolutionOperation, _ memory: OperationMemory, _ instructions: kk_simd
    ) {
      self.operation = operation
      self.memory = memory
      self.instructions = instructions
      let (window, pooling) = (operation.window, operation.pooling)
      image = operation.direct.image
      filters = operation.filters
      cells = operation.cells
      patchCount = window.patchCount
      runs =
        operation.laysOutWindows
        ? kk_runs(rows: 1, run: patchCount, row_stride: patchCount)
        : kk_runs(
          rows: window.kernel.height, run: window.kernel.width * image.channels,
          row_stride: window.dilation.height * image.row)
      shards = operation.shards(memory.batchCapacity)
      winners = UnsafeMutableRawPointer(memory.saved).assumingMemoryBound(to: UInt32.self)
      sums = memory.saved + memory.batchCapacity * memory.output.shape.count
      kernelByFilter = sums + shards.totalSize
      gradientByFilter = kernelByFilter + operation.kernelCount
      let (down, right) =
        operation.laysOutWindows
        ? (window.output.width * patchCount, patchCount)
        : (window.strides.height * image.row, window.strides.width * image.channels)
      bases = (0..<pooling.output.height).flatMap { y in
        (0..<pooling.output.width).map { x in
          Int32(
            (y * pooling.strides.height - pooling.padding.top) * down
              + (x * pooling.strides.width - pooling.padding.left) * right)
        }
      }
      taps = (0..<pooling.kernel.height).flatMap { y in
        (0..<pooling.kernel.width).map { x in Int32(y * down + x * right) }
      }
    }

    private func bordered(_ example: Int, _ worker: Int) -> UnsafePointer<Float> {
      image.read(memory.inputs[0].example(example), in: memory.scratch[worker])
    }

    private func windows(_ example: Int, _ worker: Int) -> UnsafePointer<Float> {
      guard operation.laysOutWindows else { return bordered(example, worker) }
      let windows = memory.scratch[worker]
      kk_im2col(windows, memory.inputs[0].example(example), image.window.c)
      return UnsafePointer(windows)
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1, $2) }
    }

    private func forward(_ example: Int, _ worker: Int) {
      let convolved = memory.scratch[worker] + operation.imageCount
      operation.direct.convolve(
        bordered(example, worker), memory.parameters, instructions, into: convolved)
      kk_max_pool_forward(
        memory.output.example(example), winners + example * memory.output.shape.count, convolved,
        operation.pooling.c)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      if memory.inputGradients[0] != nil {
        kk_transpose(kernelByFilter, memory.parameters[0], patchCount, filters)
      }
      memory.threads.run(tiles: shards.count, with: (self, gradient, count)) {
        $0.0.backward(shard: $1, $0.1, count: $0.2, $2)
      }
      guard let kernel = memory.parameterGradients[0] else { return }
      shards.sum(sums, part: 0..<operation.kernelCount, into: gradientByFilter)
      kk_transpose(kernel, gradientByFilter, filters, patchCount)
      if operation.direct.convolution.usesBias, let bias = memory.parameterGradients[1] {
        shards.sum(sums, part: operation.kernelCount..<shards.size, into: bias)
      }
    }

    private func backward(
      shard: Int, _ outputGradient: UnsafeMutablePointer<Float>, count: Int, _ worker: Int
    ) {
      let needsWeights = memory.parameterGradients[0] != nil
      let sums = sums + shard * shards.size
      if needsWeights { sums.update(repeating: 0, count: shards.size) }
      let activation = operation.direct.convolution.activation
      let size = memory.output.shape.count
      for example in shards.images(of: shard, count: count) {
        let gradient = outputGradient + example * size
        if activation != .linear {
          // The output of a winner is that of the pooling.
          kk_activation_backward(
            gradient, gradient, memory.output.example(example), size, activation.code,
            activation.alpha)
        }
        let nonzeros = collectNonzeros(of: example, gradient, worker)
        if needsWeights { addWeights(of: example, nonzeros, to: sums, worker) }
        if let input = memory.inputGradients[0] {
          writeInput(nonzeros, into: input + example * memory.inputs[0].shape.count, worker)
        }
      }
    }

    /// What is not 0 of an example's gradient: a list for every filter, all of the same room.
    private func collectNonzeros(
      of example: Int, _ gradient: UnsafePointer<Float>, _ worker: Int
    ) -> (lists: UnsafeMutablePointer<kk_nonzero>, counts: UnsafeMutablePointer<UInt32>) {
      let start = UnsafeMutableRawPointer(
        memory.scratch[worker] + operation.imageCount + operation.convolvedCount)
      let lists = start.assumingMemoryBound(to: kk_nonzero.self)
      let counts = (start + cells * filters * MemoryLayout<kk_nonzero>.stride)
        .assumingMemoryBound(to: UInt32.self)
      kk_collect_nonzeros(
        lists, counts, gradient, winners + example * memory.output.shape.count, bases, taps, cells,
        filters)
      return (lists, counts)
    }

    private func addWeights(
      of example: Int,
      _ nonzeros: (lists: UnsafeMutablePointer<kk_nonzero>, counts: UnsafeMutablePointer<UInt32>),
      to sums: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let pixels = windows(example, worker)
      for filter in 0..<filters {
        let (list, count) = (nonzeros.lists + filter * cells, Int(nonzeros.counts[filter]))
        kk_sparse_kernel(instructions, sums + filter * patchCount, pixels, list, count, runs)
        sums[operation.kernelCount + filter] = kk_nonzero_sum(
          sums[operation.kernelCount + filter], list, count)
      }
    }

    private func writeInput(
      _ nonzeros: (lists: UnsafeMutablePointer<kk_nonzero>, counts: UnsafeMutablePointer<UInt32>),
      into input: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let isApart = operation.laysOutWindows || image.hasBorder
      let target = isApart ? memory.scratch[worker] + operation.imageCount : input
      let windows = image.window.outputCells * patchCount
      target.update(repeating: 0, count: operation.laysOutWindows ? windows : image.count)
      for filter in 0..<filters {
        kk_sparse_input(
          instructions, target, kernelByFilter + filter * patchCount,
          nonzeros.lists + filter * cells, Int(nonzeros.counts[filter]), runs)
      }
      if operation.laysOutWindows {
        input.update(repeating: 0, count: memory.inputs[0].shape.count)
        kk_col2im(input, target, image.window.c)
      } else if image.hasBorder {
        image.crop(target, into: input)
      }
    }
  }
}
