import CKernels
import Tensors

/// Batch normalization over the last axis, plus another value, then an activation; weights gamma, beta
/// (where used), moving mean and variance.
struct BatchNormalizationOperation: Operation {
  var momentum: Float
  var epsilon: Float
  var usesCenter: Bool
  var usesScale: Bool
  /// A frozen one uses its moving statistics in training too.
  var isFrozen: Bool

  /// Applied to what is normalized.
  var activation = ElementwiseActivation.linear

  /// Whether a second input is added before the activation.
  var addsInput = false

  var name: String {
    "batch normalization" + (isFrozen ? " (frozen)" : "") + (addsInput ? " + add" : "")
      + activation.suffix
  }

  var reasons: [String] { activation.reasons }

  /// Channels of a tile of sums over the examples.
  private static let channelTile = 128

  /// Numbers that stay in the cache from one loop to the next.
  private static let blockCount = 2048

  /// Mean, variance, and what is made of them and of the gradients for every channel; then, in Float64, two
  /// sums for every channel of every example.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    (Bound.rowsSaved + 4 * batchCapacity) * output[-1]
  }

  var backwardReads: BackwardReads { activation == .linear ? .inputs : [.inputs, .output] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let operation: BatchNormalizationOperation
    let memory: OperationMemory
    let channels: Int
    let rowsPerExample: Int
    let gamma: UnsafeMutablePointer<Float>?
    let beta: UnsafeMutablePointer<Float>?
    let gammaGradient: UnsafeMutablePointer<Float>?
    let betaGradient: UnsafeMutablePointer<Float>?
    let movingMean: UnsafeMutablePointer<Float>
    let movingVariance: UnsafeMutablePointer<Float>
    var usesBatch = false

    /// Rows of channels in what is saved, before the sums of examples; an even number, for their alignment.
    static let rowsSaved = 6

    init(_ operation: BatchNormalizationOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      channels = memory.output.shape[-1]
      rowsPerExample = memory.output.shape.count / channels
      let scale = operation.usesScale ? 1 : 0
      let center = operation.usesCenter ? 1 : 0
      gamma = operation.usesScale ? memory.parameters[0] : nil
      gammaGradient = operation.usesScale ? memory.parameterGradients[0] : nil
      beta = operation.usesCenter ? memory.parameters[scale] : nil
      betaGradient = operation.usesCenter ? memory.parameterGradients[scale] : nil
      movingMean = memory.parameters[scale + center]
      movingVariance = memory.parameters[scale + center + 1]
    }

    // MARK: - What is saved

    private func saved(_ row: Int) -> UnsafeMutablePointer<Float> { memory.saved + row * channels }

    private var mean: UnsafeMutablePointer<Float> { usesBatch ? saved(0) : movingMean }

    private var variance: UnsafeMutablePointer<Float> { usesBatch ? saved(1) : movingVariance }

    /// 1 / √(variance + ε), and γ / √(variance + ε).
    private var inverse: UnsafeMutablePointer<Float> { saved(2) }

    private var scale: UnsafeMutablePointer<Float> { saved(3) }

    /// A row's share of the gradients of β and of γ.
    private var shift: UnsafeMutablePointer<Float> { saved(4) }

    private var slope: UnsafeMutablePointer<Float> { saved(5) }

    /// Two sums for every channel of every example.
    private var sums: UnsafeMutablePointer<Double> {
      UnsafeMutableRawPointer(saved(Self.rowsSaved)).assumingMemoryBound(to: Double.self)
    }

    private func sums(of example: Int) -> (
      UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
    ) {
      let first = sums + example * 2 * channels
      return (first, first + channels)
    }

    /// Visits an example's rows in blocks that stay in the cache.
    private func forEachBlock(_ body: (_ offset: Int, _ rows: Int) -> Void) {
      let block = max(BatchNormalizationOperation.blockCount / channels, 1)
      for first in stride(from: 0, to: rowsPerExample, by: block) {
        body(first * channels, min(block, rowsPerExample - first))
      }
    }

    // MARK: - Forward

    func forward(count: Int, phase: Phase) {
      if case .training = phase { usesBatch = !operation.isFrozen } else { usesBatch = false }
      if usesBatch { takeMoments(count: count) }
      kk_normalization_scales(inverse, scale, variance, gamma, operation.epsilon, channels)
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func takeMoments(count: Int) {
      memory.threads.run(tiles: count, with: self) {
        let (sum, squares) = $0.sums(of: $1)
        kk_moment_sums(
          sum, squares, $0.memory.inputs[0].example($1), $0.rowsPerExample, $0.channels)
      }
      memory.threads.run(
        elements: channels, by: BatchNormalizationOperation.channelTile, with: (self, count)
      ) {
        let (kernel, count) = $0
        kk_moments(
          kernel.saved(0), kernel.saved(1), kernel.sums, count,
          Double(count * kernel.rowsPerExample), kernel.channels, $1.lowerBound, $1.upperBound)
      }
      let momentum = operation.momentum
      for channel in 0..<channels {
        movingMean[channel] = movingMean[channel] * momentum + saved(0)[channel] * (1 - momentum)
        movingVariance[channel] =
          movingVariance[channel] * momentum + saved(1)[channel] * (1 - momentum)
      }
    }

    private func forward(_ example: Int) {
      let (x, y) = (memory.inputs[0].example(example), memory.output.example(example))
      let addend = operation.addsInput ? memory.inputs[1].example(example) : nil
      forEachBlock { offset, rows in
        kk_normalize(y + offset, x + offset, mean, scale, beta, rows, channels)
        var epilogue = operation.activation.epilogue(
          bias: nil, addend: addend.map { UnsafePointer($0 + offset) })
        kk_apply_epilogue(y + offset, channels, rows, channels, &epilogue)
      }
    }

    // MARK: - Backward

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      memory.threads.run(tiles: count, with: (self, gradient)) { $0.0.gather($1, $0.1) }
      if needsSums {
        memory.threads.run(
          elements: channels, by: BatchNormalizationOperation.channelTile, with: (self, count)
        ) {
          $0.0.total(channels: $1, count: $0.1)
        }
      }
      guard let input = memory.inputGradients[0] else { return }
      if !usesBatch {
        shift.update(repeating: 0, count: channels)
        slope.update(repeating: 0, count: channels)
      }
      memory.threads.run(tiles: count, with: (self, gradient, input)) {
        $0.0.backward($1, $0.1, into: $0.2)
      }
    }

    private var needsSums: Bool { usesBatch || gammaGradient != nil || betaGradient != nil }

    /// Carries an example's gradient back through the activation and to what was added, and sums it.
    private func gather(_ example: Int, _ gradient: UnsafeMutablePointer<Float>) {
      let size = rowsPerExample * channels
      let (g, x) = (gradient + example * size, memory.inputs[0].example(example))
      let y = memory.output.example(example)
      let addend = operation.addsInput ? memory.inputGradients[1].map { $0 + example * size } : nil
      let (sum, product) = sums(of: example)
      sum.update(repeating: 0, count: 2 * channels)
      let activation = operation.activation
      forEachBlock { offset, rows in
        if activation != .linear {
          kk_activation_backward(
            g + offset, g + offset, y + offset, rows * channels, activation.code,
            activation.alpha)
        }
        addend.map { ($0 + offset).update(from: g + offset, count: rows * channels) }
        if needsSums {
          kk_normalize_sums(
            sum, product, g + offset, x + offset, mean, inverse, rows, channels)
        }
      }
    }

    private func total(channels range: Range<Int>, count: Int) {
      kk_normalize_totals(
        gammaGradient, betaGradient, shift, slope, sums, count, Double(count * rowsPerExample),
        channels, range.lowerBound, range.upperBound)
    }

    private func backward(
      _ example: Int, _ gradient: UnsafeMutablePointer<Float>,
      into input: UnsafeMutablePointer<Float>
    ) {
      let first = example * rowsPerExample * channels
      kk_normalize_backward(
        input + first, gradient + first, memory.inputs[0].example(example), mean, inverse, gamma,
        shift, slope, rowsPerExample, channels)
    }
  }
}
