import CKernels
import Schemas
import Tensors

/// A convolution of images `[H, W, C]` with a kernel `[kh, kw, C, F]`, plus bias, then an activation.
///
/// im2col and a matrix product, one image a tile; gradients of the weights by `WeightShards`.
struct ConvolutionOperation: Operation {
  /// The geometry.
  var window: Window

  /// The number of filters.
  var filters: Int

  /// Whether a bias `[F]` is the second weight.
  var usesBias: Bool

  /// Applied to the sum.
  var activation = ElementwiseActivation.linear

  /// Whether a second input is added before the activation, where no gradient comes back.
  var addsInput = false

  var name: String {
    "convolution \(window.kernel.height)×\(window.kernel.width)" + (addsInput ? " + add" : "")
      + activation.suffix
  }

  /// What becomes of the sums of an example.
  func epilogue(_ memory: OperationMemory, example: Int) -> kk_epilogue {
    activation.epilogue(
      bias: usesBias ? memory.parameters[1] : nil,
      addend: addsInput ? UnsafePointer(memory.inputs[1].example(example)) : nil)
  }

  var reasons: [String] {
    let way =
      window.isPointwise
      ? "a window of one cell: a product of matrices, as the image lies"
      : window.dilation.width > 1
        ? "im2col: windows are laid out as rows of a matrix, as their cells lie apart"
        : "im2col: windows are laid out as rows of a matrix, for products of whole matrices"
    return [way] + activation.reasons
  }

  private var kernelCount: Int { window.patchCount * filters }

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

  var backwardReads: BackwardReads { activation == .linear ? .inputs : [.inputs, .output] }

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
    let shards: WeightShards

    init(operation: ConvolutionOperation, memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      window = operation.window.c
      cells = operation.window.outputCells
      patch = operation.window.patchCount
      filters = operation.filters
      isPointwise = operation.window.isPointwise
      shards = operation.shards(memory.batchCapacity)
    }

    private func columns(of image: Int, _ worker: Int) -> UnsafePointer<Float> {
      let pixels = memory.inputs[0].example(image)
      guard !isPointwise else { return UnsafePointer(pixels) }
      kk_im2col(memory.scratch[worker], pixels, window)
      return UnsafePointer(memory.scratch[worker])
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1, $2) }
    }

    private func forward(_ image: Int, _ worker: Int) {
      let out = memory.output.example(image)
      MatrixProduct.multiply(
        by: memory.numerics, into: out, rowStride: filters,
        .init(columns(of: image, worker), rowStride: patch),
        .init(memory.parameters[0], rowStride: filters), rows: cells, columns: filters,
        inner: patch, epilogue: operation.epilogue(memory, example: image))
    }

    func backward(count: Int) {
      guard let outputGradient = memory.outputGradient else { return }
      let needsWeights = memory.parameterGradients[0] != nil
      memory.threads.run(tiles: shards.count, with: (self, outputGradient, count)) {
        $0.0.backward(shard: $1, $0.1, count: $0.2, $2)
      }
      if needsWeights {
        shards.sumWeights(
          memory, kernelCount: operation.kernelCount, usesBias: operation.usesBias)
      }
    }

    private func backward(
      shard: Int, _ outputGradient: UnsafeMutablePointer<Float>, count: Int, _ worker: Int
    ) {
      let needsWeights = memory.parameterGradients[0] != nil
      let kernelSum = memory.saved + shard * shards.size
      let biasSum = kernelSum + operation.kernelCount
      if needsWeights { kernelSum.update(repeating: 0, count: shards.size) }
      for image in shards.images(of: shard, count: count) {
        let gradient = outputGradient + image * cells * filters
        if operation.activation != .linear {
          kk_activation_backward(
            gradient, gradient, memory.output.example(image), cells * filters,
            operation.activation.code, operation.activation.alpha)
        }
        if needsWeights {
          MatrixProduct.multiply(
            by: memory.numerics, into: kernelSum, rowStride: filters,
            .init(columns(of: image, worker), rowStride: patch, isTransposed: true),
            .init(gradient, rowStride: filters), rows: patch, columns: filters, inner: cells,
            accumulates: true)
          kk_add_rows(biasSum, gradient, cells, filters, filters)
        }
        if let inputGradient = memory.inputGradients[0] {
          backward(gradient, into: inputGradient + image * memory.inputs[0].shape.count, worker)
        }
      }
    }

    private func backward(
      _ gradient: UnsafeMutablePointer<Float>, into input: UnsafeMutablePointer<Float>,
      _ worker: Int
    ) {
      let columns = isPointwise ? input : memory.scratch[worker]
      MatrixProduct.multiply(
        by: memory.numerics, into: columns, rowStride: patch, .init(gradient, rowStride: filters),
        .init(memory.parameters[0], rowStride: filters, isTransposed: true), rows: cells,
        columns: patch, inner: filters)
      guard !isPointwise else { return }
      input.update(repeating: 0, count: memory.inputs[0].shape.count)
      kk_col2im(input, columns, window)
    }
  }
}
