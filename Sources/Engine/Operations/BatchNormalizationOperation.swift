import CKernels
import Tensors

/// Batch normalization over the last axis; weights gamma, beta (where used), moving mean and variance.
struct BatchNormalizationOperation: Operation {
  var momentum: Float
  var epsilon: Float
  var usesCenter: Bool
  var usesScale: Bool
  /// A frozen one uses its moving statistics in training too.
  var isFrozen: Bool

  var name: String { isFrozen ? "batch normalization (frozen)" : "batch normalization" }

  /// Channels of a tile.
  private static let channelTile = 16

  /// Mean and variance of the batch.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int { 2 * output[-1] }

  var backwardReads: BackwardReads { .inputs }

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

    private var mean: UnsafeMutablePointer<Float> { usesBatch ? memory.saved : movingMean }

    private var variance: UnsafeMutablePointer<Float> {
      usesBatch ? memory.saved + channels : movingVariance
    }

    func forward(count: Int, phase: Phase) {
      if case .training = phase { usesBatch = !operation.isFrozen } else { usesBatch = false }
      let rows = count * rowsPerExample
      if usesBatch {
        memory.threads.run(
          elements: channels, by: BatchNormalizationOperation.channelTile, with: (self, rows)
        ) {
          $0.0.takeMoments(channels: $1, rows: $0.1)
        }
        let momentum = operation.momentum
        for channel in 0..<channels {
          movingMean[channel] =
            movingMean[channel] * momentum + memory.saved[channel] * (1 - momentum)
          movingVariance[channel] =
            movingVariance[channel] * momentum + memory.saved[channels + channel] * (1 - momentum)
        }
      }
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func takeMoments(channels range: Range<Int>, rows: Int) {
      kk_moments(
        memory.saved, memory.saved + channels, memory.inputs[0].start, rows, channels,
        range.lowerBound, range.upperBound)
    }

    private func forward(_ image: Int) {
      kk_normalize(
        memory.output.example(image), memory.inputs[0].example(image), mean, variance, gamma,
        beta, operation.epsilon, rowsPerExample, channels)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      memory.threads.run(
        elements: channels, by: BatchNormalizationOperation.channelTile,
        with: (self, gradient, count * rowsPerExample)
      ) {
        $0.0.backward(channels: $1, $0.1, rows: $0.2)
      }
    }

    private func backward(
      channels range: Range<Int>, _ gradient: UnsafeMutablePointer<Float>, rows: Int
    ) {
      kk_normalize_backward(
        memory.inputGradients[0], gammaGradient, betaGradient, gradient, memory.inputs[0].start,
        mean, variance, gamma, operation.epsilon, usesBatch ? 1 : 0, rows, channels,
        range.lowerBound, range.upperBound)
    }
  }
}
