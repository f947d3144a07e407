import CKernels
import Schemas
import Tensors

/// What carries gradients back through a convolution, as a layer: `[H, W, C]` with a kernel
/// `[kh, kw, F, C]`, plus bias, to the image of the window.
///
/// The window slides over the output; its places are the cells of the input. Gradients of the weights
/// by `WeightShards`.
struct TransposedConvolutionOperation: Operation {
  /// The geometry of the convolution whose transpose this is: its image is the output.
  var window: Window

  /// Channels of the input.
  var channels: Int

  /// Whether a bias `[F]` is the second weight.
  var usesBias: Bool

  var name: String { "transposed convolution \(window.kernel.height)×\(window.kernel.width)" }

  private var filters: Int { window.image[2] }

  private var kernelCount: Int { window.patchCount * channels }

  private func shards(_ batchCapacity: Int) -> WeightShards {
    WeightShards(size: kernelCount + filters, batchCapacity: batchCapacity)
  }

  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    window.outputCells * window.patchCount
  }

  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    shards(batchCapacity).totalSize
  }

  var savedUse: SavedUse { .backwardPass }

  var backwardReads: BackwardReads { .inputs }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let operation: TransposedConvolutionOperation
    let memory: OperationMemory
    let window: kk_window
    let shards: WeightShards
    /// Cells of the input, numbers under the window, and channels of the input.
    let cells: Int
    let patch: Int
    let channels: Int

    init(_ operation: TransposedConvolutionOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      window = operation.window.c
      shards = operation.shards(memory.batchCapacity)
      cells = operation.window.outputCells
      patch = operation.window.patchCount
      channels = operation.channels
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1, $2) }
    }

    private func forward(_ image: Int, _ worker: Int) {
      let bias = operation.usesBias ? memory.parameters[1] : nil
      let out = memory.output.example(image)
      let columns = memory.scratch[worker]
      MatrixProduct.multiply(
        by: memory.numerics, into: columns, rowStride: patch,
        .init(memory.inputs[0].example(image), rowStride: channels),
        .init(memory.parameters[0], rowStride: channels, isTransposed: true), rows: cells,
        columns: patch, inner: channels)
      out.update(repeating: 0, count: memory.output.shape.count)
      kk_col2im(out, columns, window)
      var epilogue = ElementwiseActivation.linear.epilogue(bias: bias)
      kk_apply_epilogue(
        out, operation.filters, memory.output.shape.count / operation.filters, operation.filters,
        &epilogue)
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
      let size = memory.output.shape.count
      let sums = memory.saved + shard * shards.size
      if needsWeights { sums.update(repeating: 0, count: shards.size) }
      for image in shards.images(of: shard, count: count) {
        let gradient = outputGradient + image * size
        let columns = memory.scratch[worker]
        kk_im2col(columns, gradient, window)
        if needsWeights {
          MatrixProduct.multiply(
            by: memory.numerics, into: sums, rowStride: channels,
            .init(columns, rowStride: patch, isTransposed: true),
            .init(memory.inputs[0].example(image), rowStride: channels), rows: patch,
            columns: channels, inner: cells, accumulates: true)
          kk_add_rows(
            sums + operation.kernelCount, gradient, size / operation.filters, operation.filters,
            operation.filters)
        }
        if let input = memory.inputGradients[0] {
          MatrixProduct.multiply(
            by: memory.numerics, into: input + image * memory.inputs[0].shape.count,
            rowStride: channels, .init(columns, rowStride: patch),
            .init(memory.parameters[0], rowStride: channels), rows: cells, columns: channels,
            inner: patch)
        }
      }
    }
  }
}
