import CKernels
import Schemas
import Tensors

/// A convolution of every channel by itself, `[H, W, C]` with `[kh, kw, C, m]`, plus bias, then an
/// activation.
///
/// Always by our own loops: OpenBLAS has no such product.
///
/// Gradients of the weights by `WeightShards`.
struct DepthwiseConvolutionOperation: Operation {
  /// The geometry.
  var window: Window

  /// Filters of every channel.
  var multiplier: Int

  /// Whether a bias `[C · m]` is the second weight.
  var usesBias: Bool

  /// Applied to the sum.
  var activation = ElementwiseActivation.linear

  /// What it does of the normalizations around it.
  var shares = NormalizationShares()

  var name: String {
    "depthwise convolution \(window.kernel.height)×\(window.kernel.width)" + activation.suffix
  }

  var reasons: [String] {
    ["depthwise: every channel by itself, without products of matrices"] + activation.reasons
      + shares.reasons
  }

  /// Numbers of a cell of the output, and of the kernel.
  var filters: Int { window.image[2] * multiplier }

  var kernelCount: Int { window.kernel.height * window.kernel.width * filters }

  /// How it goes down an image with its normalizations.
  var strips: NormalizedDepthwise.Strips {
    NormalizedDepthwise.Strips(window: window, filters: filters)
  }

  /// How its gradients are gathered.
  func shards(_ batchCapacity: Int) -> WeightShards {
    WeightShards(size: kernelCount + filters, batchCapacity: batchCapacity)
  }

  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    shards(batchCapacity).totalSize
  }

  var savedUse: SavedUse { .backwardPass }

  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    strips.scratchCount(shares)
  }

  var backwardReads: BackwardReads {
    activation == .linear && !shares.carriesBack ? .inputs : [.inputs, .output]
  }

  func bind(_ memory: OperationMemory) -> any Kernel {
    shares.isEmpty ? Bound(self, memory) : NormalizedDepthwise(self, memory)
  }

  private final class Bound: Kernel {
    let operation: DepthwiseConvolutionOperation
    let memory: OperationMemory
    let window: kk_window
    let shards: WeightShards
    let filters: Int
    let instructions: kk_simd

    init(_ operation: DepthwiseConvolutionOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      window = operation.window.c
      shards = operation.shards(memory.batchCapacity)
      filters = operation.filters
      instructions = memory.numerics.instructions.c
    }

    private var cells: Int { operation.window.outputCells }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ image: Int) {
      var epilogue = operation.activation.epilogue(
        bias: operation.usesBias ? memory.parameters[1] : nil)
      kk_depthwise_forward(
        instructions, memory.output.example(image), memory.inputs[0].example(image),
        memory.parameters[0], operation.multiplier, window, &epilogue)
    }

    func backward(count: Int) {
      guard let outputGradient = memory.outputGradient else { return }
      let needsWeights = memory.parameterGradients[0] != nil
      memory.threads.run(tiles: shards.count, with: (self, outputGradient, count)) {
        $0.0.backward(shard: $1, $0.1, count: $0.2)
      }
      guard needsWeights else { return }
      shards.sumWeights(memory, kernelCount: operation.kernelCount, usesBias: operation.usesBias)
    }

    private func backward(shard: Int, _ outputGradient: UnsafeMutablePointer<Float>, count: Int) {
      let needsWeights = memory.parameterGradients[0] != nil
      let sums = memory.saved + shard * shards.size
      if needsWeights { sums.update(repeating: 0, count: shards.size) }
      for image in shards.images(of: shard, count: count) {
        let gradient = outputGradient + image * cells * filters
        let activation = operation.activation
        if activation != .linear {
          kk_activation_backward(
            gradient, gradient, memory.output.example(image), cells * filters, activation.code,
            activation.alpha)
        }
        if needsWeights {
          kk_depthwise_backward_kernel(
            instructions, sums, gradient, memory.inputs[0].example(image), operation.multiplier,
            window)
          if operation.usesBias {
            kk_add_rows(sums + operation.kernelCount, gradient, cells, filters, filters)
          }
        }
        if let input = memory.inputGradients[0] {
          kk_depthwise_backward_input(
            instructions, input + image * memory.inputs[0].shape.count, gradient,
            memory.parameters[0],
            operation.multiplier, window)
        }
      }
    }
  }
}
