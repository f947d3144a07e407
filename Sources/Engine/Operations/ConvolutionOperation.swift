import CKernels
import Schemas
import Tensors

/// A convolution of images `[H, W, C]` with a kernel `[kh, kw, C, F]`, plus bias, then an activation.
///
/// im2col and a matrix product, one image a tile. Gradients of the weights are summed image by image
/// within a fixed number of shards of the batch, and the shards by a tree, so that the bits depend on
/// the capacity of the batch and not on the number of threads.
struct ConvolutionOperation: Operation {
  /// The geometry.
  var window: Window

  /// The number of filters.
  var filters: Int

  /// Whether a bias `[F]` is the second weight.
  var usesBias: Bool

  /// Applied to the sum.
  var activation = ElementwiseActivation.linear

  var name: String {
    "convolution \(window.kernel.height)×\(window.kernel.width)" + activation.suffix
  }

  /// Shards of a batch, at most; a power of two.
  static let mostShards = 8

  /// The shards of a batch of some capacity.
  static func shardCount(_ batchCapacity: Int) -> Int {
    var count = mostShards
    while count > batchCapacity { count /= 2 }
    return max(count, 1)
  }

  private var weightCount: Int { window.patchCount * filters + filters }

  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    window.outputCells * window.patchCount
  }

  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    Self.shardCount(batchCapacity) * weightCount
  }

  func bind(_ memory: OperationMemory) -> any Kernel {
    Bound(operation: self, memory: memory)
  }

  private final class Bound: Kernel {
    let operation: ConvolutionOperation
    let memory: OperationMemory
    let window: kk_window
    /// Rows, inner length and columns of one image's product.
    let cells: Int
    let patch: Int
    let filters: Int
    /// A 1×1 convolution without steps reads the image as it is.
    let isPointwise: Bool
    let shards: Int

    init(operation: ConvolutionOperation, memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      window = operation.window.c
      cells = operation.window.outputCells
      patch = operation.window.patchCount
      filters = operation.filters
      isPointwise = operation.window.isPointwise
      shards = ConvolutionOperation.shardCount(memory.batchCapacity)
    }

    private func columns(of image: Int, _ worker: Int) -> UnsafePointer<Float> {
      let pixels = memory.inputs[0].example(image)
      guard !isPointwise else { return UnsafePointer(pixels) }
      kk_im2col(memory.scratch[worker], pixels, window)
      return UnsafePointer(memory.scratch[worker])
    }

    func forward(count: Int, phase: Phase) {
      let bias = operation.usesBias ? memory.parameters[1] : nil
      memory.threads.run(tiles: count) { image, worker in
        let out = memory.output.example(image)
        MatrixProduct.multiply(
          into: out, rowStride: filters, .init(columns(of: image, worker), rowStride: patch),
          .init(memory.parameters[0], rowStride: filters), rows: cells, columns: filters,
          inner: patch)
        kk_bias_activation(
          out, bias, cells, filters, operation.activation.code, operation.activation.alpha)
      }
    }

    func backward(count: Int) {
      guard let outputGradient = memory.outputGradient else { return }
      let needsWeights = memory.parameterGradients[0] != nil
      let weightCount = operation.weightCount
      memory.threads.run(tiles: shards) { shard, worker in
        let first = shard * memory.batchCapacity / shards
        let end = min((shard + 1) * memory.batchCapacity / shards, count)
        let kernelSum = memory.saved + shard * weightCount
        let biasSum = kernelSum + patch * filters
        if needsWeights { kernelSum.update(repeating: 0, count: weightCount) }
        for image in first..<max(first, end) {
          let gradient = outputGradient + image * cells * filters
          if operation.activation != .linear {
            kk_activation_backward(
              gradient, gradient, memory.output.example(image), cells * filters,
              operation.activation.code, operation.activation.alpha)
          }
          if needsWeights {
            MatrixProduct.multiply(
              into: kernelSum, rowStride: filters,
              .init(columns(of: image, worker), rowStride: patch, isTransposed: true),
              .init(gradient, rowStride: filters), rows: patch, columns: filters, inner: cells,
              accumulates: true)
            for cell in 0..<cells { kk_add(biasSum, gradient + cell * filters, filters) }
          }
          if let inputGradient = memory.inputGradients[0] {
            backward(gradient, into: inputGradient + image * memory.inputs[0].shape.count, worker)
          }
        }
      }
      if needsWeights { sumShards() }
    }

    private func backward(
      _ gradient: UnsafeMutablePointer<Float>, into input: UnsafeMutablePointer<Float>,
      _ worker: Int
    ) {
      let columns = isPointwise ? input : memory.scratch[worker]
      MatrixProduct.multiply(
        into: columns, rowStride: patch, .init(gradient, rowStride: filters),
        .init(memory.parameters[0], rowStride: filters, isTransposed: true), rows: cells,
        columns: patch, inner: filters)
      guard !isPointwise else { return }
      input.update(repeating: 0, count: memory.inputs[0].shape.count)
      kk_col2im(input, columns, window)
    }

    private func sumShards() {
      let weightCount = operation.weightCount
      if let kernel = memory.parameterGradients[0] {
        kk_sum_shards(kernel, memory.saved, shards, weightCount, patch * filters)
      }
      if operation.usesBias, let bias = memory.parameterGradients[1] {
        kk_sum_shards(bias, memory.saved + patch * filters, shards, weightCount, filters)
      }
    }
  }
}
