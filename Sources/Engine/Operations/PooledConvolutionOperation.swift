import CKernels
import Schemas
import Tensors

/// A convolution, and a max pooling that alone reads it, with bias and activation behind them.
///
/// The greatest sum of a window is also the greatest after a bias and an activation that does not
/// fall, so that both are applied to what the pooling leaves. Only the winners of the pooling have a
/// gradient, and behind a ReLU many of them have none either: the gradients of kernel and image go
/// through what is left. Gradients of the weights by `WeightShards`.
struct PooledConvolutionOperation: Operation {
  /// What is pooled.
  let direct: DirectConvolutionOperation

  /// The windows of the pooling.
  let pooling: Window

  /// Whether rows of the convolution's windows are no work for a vector, as in a gray picture: the
  /// gradient of the kernel then goes over all cells, filters side by side.
  let isShallow: Bool

  /// A row of a window that is shorter than this is no work for a vector.
  private static let shortestRun = 16

  /// Room behind an image for what a vector reads too much.
  private static let slack = 16

  /// Numbers of a strip of the convolution that is in the cache when it is pooled, at most.
  private static let stripCount = 16_384

  /// Joins a convolution and a pooling; nil where the activation falls somewhere, or another input comes
  /// in between.
  init?(_ direct: DirectConvolutionOperation, _ pooling: Window) {
    guard direct.convolution.activation.isMonotonic, !direct.convolution.addsInput else {
      return nil
    }
    self.direct = direct
    self.pooling = pooling
    let window = direct.convolution.window
    isShallow = window.kernel.width * window.image[2] < Self.shortestRun
  }

  var name: String {
    "\(direct.name) + max pooling \(pooling.kernel.height)×\(pooling.kernel.width)"
  }

  var backwardReads: BackwardReads { direct.backwardReads }

  var savedUse: SavedUse { .trainedPasses }

  var reasons: [String] {
    let gradients =
      isShallow
      ? "pooled: gradients go through the winners of the pooling; all filters of a cell together"
      : "pooled: gradients go only through the winners of the pooling, most are 0"
    return direct.reasons + [gradients]
  }

  private var window: Window { direct.convolution.window }
  private var filters: Int { direct.convolution.filters }
  private var cells: Int { pooling.outputCells }
  private var kernelCount: Int { direct.kernelCount }

  private func shards(_ batchCapacity: Int) -> WeightShards {
    WeightShards(size: kernelCount + filters, batchCapacity: batchCapacity)
  }

  // MARK: - Strips

  /// Rows of the pooling that are computed at a time.
  ///
  /// All of them where windows overlap or begin above the image; else strips of whole tiles of two rows.
  private var rowsAtATime: Int {
    guard pooling.padding.top == 0, pooling.strides.height >= pooling.kernel.height else {
      return pooling.output.height
    }
    let row = pooling.strides.height * window.output.width * filters
    let step = pooling.strides.height.isMultiple(of: 2) ? 1 : 2
    let rows = max(Self.stripCount / row, 1)
    return min((rows + step - 1) / step * step, pooling.output.height)
  }

  /// The rows of the convolution under some rows of the pooling.
  private func convolvedRows(_ rows: Range<Int>) -> Range<Int> {
    guard rows.count < pooling.output.height else { return 0..<window.output.height }
    let end = (rows.upperBound - 1) * pooling.strides.height + pooling.kernel.height
    return rows.lowerBound * pooling.strides.height..<min(end, window.output.height)
  }

  // MARK: - Memory

  /// Numbers of the bordered image.
  private var imageCount: Int { direct.image.count + Self.slack }

  /// The image; forward a strip and what its sums need; backward the gradient of the image, the
  /// nonzeros of every filter, and how many there are.
  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    let strip = convolvedRows(0..<rowsAtATime).count * window.output.width * filters
    return imageCount
      + max(strip + direct.sums.scratchCount, imageCount + 2 * cells * filters + filters)
  }

  func preparedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    direct.sums.preparedCount
  }

  /// The winners, the shards, the kernel filter by filter, and the sum of the shards.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    batchCapacity * output.count + shards(batchCapacity).totalSize + 2 * kernelCount
  }

  func bind(_ memory: OperationMemory) -> any Kernel {
    guard case .portable(let instructions) = memory.numerics else {
      preconditionFailure("pooled convolutions are computed by our own loops")
    }
    return Bound(self, memory, instructions)
  }

  private final class Bound: Kernel {
    let operation: PooledConvolutionOperation
    let memory: OperationMemory
    let instructions: InstructionSet
    let image: BorderedImage
    let runs: kk_runs
    let filters: Int
    let cells: Int
    let patchCount: Int
    let shards: WeightShards
    /// The winners of a batch; nil where no gradient will ask for them.
    let winners: UnsafeMutablePointer<UInt32>?
    let sums: UnsafeMutablePointer<Float>
    /// The kernel as `[F, kh, kw, C]`.
    let kernelByFilter: UnsafeMutablePointer<Float>
    let gradientByFilter: UnsafeMutablePointer<Float>
    /// Where the first window under every place of the pooling begins in the image, and how much
    /// further the others are.
    let bases: [Int32]
    let taps: [Int32]
    /// Where the window under every place of the pooling begins in the image; −1 beside the output.
    let starts: [Int32]
    /// Where the numbers of a window are in the image.
    let places: [Int32]

    init(
      _ operation: PooledConvolutionOperation, _ memory: OperationMemory,
      _ instructions: InstructionSet
    ) {
      self.operation = operation
      self.memory = memory
      self.instructions = instructions
      let (window, pooling) = (operation.window, operation.pooling)
      let image = operation.direct.image
      self.image = image
      filters = operation.filters
      cells = operation.cells
      patchCount = window.patchCount
      let run = window.kernel.width * image.channels
      let rowStride = window.dilation.height * image.row
      runs = kk_runs(rows: window.kernel.height, run: run, row_stride: rowStride)
      shards = operation.shards(memory.batchCapacity)
      winners =
        memory.outputGradient == nil
        ? nil : UnsafeMutableRawPointer(memory.saved).assumingMemoryBound(to: UInt32.self)
      sums = memory.saved + memory.batchCapacity * memory.output.shape.count
      kernelByFilter = sums + shards.totalSize
      gradientByFilter = kernelByFilter + operation.kernelCount
      let starts = PoolingStarts(
        pooling, rowStride: window.strides.height * image.row,
        columnStride: window.strides.width * image.channels)
      (bases, taps, self.starts) = (starts.bases, starts.taps, starts.starts)
      places = (0..<window.kernel.height).flatMap { y in
        (0..<run).map { x in Int32(y * rowStride + x) }
      }
    }

    private func bordered(_ example: Int, _ worker: Int) -> UnsafePointer<Float> {
      image.read(memory.inputs[0].example(example), in: memory.scratch[worker])
    }

    // MARK: - Forward

    func prepareWeights() {
      operation.direct.sums.prepare(
        memory.parameters[0], in: memory.prepared, instructions, memory.threads)
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1, $2) }
    }

    private func forward(_ example: Int, _ worker: Int) {
      let pixels = bordered(example, worker)
      let convolution = operation.direct.convolution
      let rows = operation.pooling.output.height
      for first in stride(from: 0, to: rows, by: operation.rowsAtATime) {
        forward(
          example, rows: first..<min(first + operation.rowsAtATime, rows), of: pixels, worker)
      }
      var epilogue = convolution.activation.epilogue(
        bias: convolution.usesBias ? memory.parameters[1] : nil)
      kk_apply_epilogue(memory.output.example(example), filters, cells, filters, &epilogue)
    }

    private func forward(
      _ example: Int, rows: Range<Int>, of pixels: UnsafePointer<Float>, _ worker: Int
    ) {
      let strip = memory.scratch[worker] + operation.imageCount
      let sums = operation.direct.sums
      let convolved = operation.convolvedRows(rows)
      let scratch = strip + convolved.count * operation.window.output.width * filters
      sums.convolve(
        rows: convolved, of: pixels, memory.prepared, into: strip, kk_epilogue(), instructions,
        scratch)
      var window = operation.pooling.c
      window.h = convolved.count
      window.out_h = rows.count
      let done = rows.lowerBound * operation.pooling.output.width * filters
      kk_max_pool_forward(
        memory.output.example(example) + done,
        winners.map { $0 + example * memory.output.shape.count + done }, strip, window)
    }

    // MARK: - Backward

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let winners else { return }
      if memory.inputGradients[0] != nil {
        kk_transpose(kernelByFilter, memory.parameters[0], patchCount, filters)
      }
      memory.threads.run(tiles: shards.count, with: (self, gradient, winners, count)) {
        $0.0.backward(shard: $1, $0.1, $0.2, count: $0.3, $2)
      }
      guard let kernel = memory.parameterGradients[0] else { return }
      if operation.isShallow {
        shards.sum(sums, part: 0..<operation.kernelCount, into: kernel, memory.threads)
      } else {
        shards.sum(
          sums, part: 0..<operation.kernelCount, into: gradientByFilter, memory.threads)
        kk_transpose(kernel, gradientByFilter, filters, patchCount)
      }
      if operation.direct.convolution.usesBias, let bias = memory.parameterGradients[1] {
        shards.sum(sums, part: operation.kernelCount..<shards.size, into: bias, memory.threads)
      }
    }

    private func backward(
      shard: Int, _ outputGradient: UnsafeMutablePointer<Float>,
      _ winners: UnsafePointer<UInt32>, count: Int, _ worker: Int
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
        let winners = winners + example * size
        let inputGradient = memory.inputGradients[0]
        if needsWeights, operation.isShallow {
          addShallowWeights(of: example, gradient, winners, to: sums, worker)
        }
        guard inputGradient != nil || !operation.isShallow else { continue }
        let nonzeros = collectNonzeros(gradient, winners, worker)
        if needsWeights, !operation.isShallow {
          addWeights(of: example, nonzeros, to: sums, worker)
        }
        if let inputGradient {
          writeInput(
            nonzeros, into: inputGradient + example * memory.inputs[0].shape.count, worker)
        }
      }
    }

    /// Adds an example's gradients of kernel and bias, for all filters of a cell together.
    private func addShallowWeights(
      of example: Int, _ gradient: UnsafePointer<Float>, _ winners: UnsafePointer<UInt32>,
      to sums: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      starts.withUnsafeBufferPointer { starts in
        kk_masked_kernel(
          instructions.c, sums, bordered(example, worker),
          kk_winners(
            gradient: gradient, winner: winners, start: starts.baseAddress, cells: cells,
            taps: taps.count, filters: filters), places, patchCount)
      }
      kk_add_rows(sums + operation.kernelCount, gradient, cells, filters, filters)
    }

    /// What is not 0 of an example's gradient: a list for every filter, all of the same room.
    private func collectNonzeros(
      _ gradient: UnsafePointer<Float>, _ winners: UnsafePointer<UInt32>, _ worker: Int
    ) -> (lists: UnsafeMutablePointer<kk_nonzero>, counts: UnsafeMutablePointer<UInt32>) {
      let start = UnsafeMutableRawPointer(memory.scratch[worker] + 2 * operation.imageCount)
      let lists = start.assumingMemoryBound(to: kk_nonzero.self)
      let counts = (start + cells * filters * MemoryLayout<kk_nonzero>.stride)
        .assumingMemoryBound(to: UInt32.self)
      kk_collect_nonzeros(lists, counts, gradient, winners, bases, taps, cells, filters)
      return (lists, counts)
    }

    private func addWeights(
      of example: Int,
      _ nonzeros: (lists: UnsafeMutablePointer<kk_nonzero>, counts: UnsafeMutablePointer<UInt32>),
      to sums: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let pixels = bordered(example, worker)
      for filter in 0..<filters {
        let (list, count) = (nonzeros.lists + filter * cells, Int(nonzeros.counts[filter]))
        kk_sparse_kernel(instructions.c, sums + filter * patchCount, pixels, list, count, runs)
        sums[operation.kernelCount + filter] = kk_nonzero_sum(
          sums[operation.kernelCount + filter], list, count)
      }
    }

    private func writeInput(
      _ nonzeros: (lists: UnsafeMutablePointer<kk_nonzero>, counts: UnsafeMutablePointer<UInt32>),
      into input: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let target = image.hasBorder ? memory.scratch[worker] + operation.imageCount : input
      target.update(repeating: 0, count: image.count)
      for filter in 0..<filters {
        kk_sparse_input(
          instructions.c, target, kernelByFilter + filter * patchCount,
          nonzeros.lists + filter * cells, Int(nonzeros.counts[filter]), runs)
      }
      if image.hasBorder { image.crop(target, into: input) }
    }
  }
}
