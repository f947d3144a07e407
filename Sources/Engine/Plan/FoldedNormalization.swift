import CKernels
import Tensors

/// A batch normalization with fixed statistics, as a part of the weights in front of it.
///
/// With `s = γ / √(variance + ε)` it makes a kernel `w · s` and a bias `(b − mean) · s + β`, anew for
/// every batch, of the weights as they are then.
struct FoldedNormalization {
  /// What is folded.
  let normalization: BatchNormalizationOperation

  /// Its weights: gamma and beta where it has them, mean and variance.
  let parameters: [ParameterID]

  /// Whether what is in front of it had a bias before.
  let hasBias: Bool

  /// Numbers of the kernel, and of the bias.
  let kernelCount: Int
  let channels: Int

  /// Why an operation has it.
  static let reason = "folded: the batch normalization is a part of the weights"

  /// Where the bias begins that it makes, behind the kernel, and where the scales.
  private var biasOffset: Int { PlannedBuffer.padded(kernelCount) }
  private var scalesOffset: Int { biasOffset + PlannedBuffer.padded(channels) }

  /// Numbers of all that it makes.
  var count: Int { scalesOffset + PlannedBuffer.padded(channels) }

  /// It with its buffers.
  struct Bound {
    /// The kernel and the bias that it makes.
    let parameters: [UnsafeMutablePointer<Float>]

    private let folded: FoldedNormalization
    private let made: UnsafeMutablePointer<Float>
    private let kernel: UnsafePointer<Float>
    private let bias: UnsafePointer<Float>?
    private let statistics: [UnsafePointer<Float>]
    private let threads: ThreadPool

    /// Binds it to buffers.
    ///
    /// - Parameters:
    ///   - folded: The normalization.
    ///   - made: Takes `count` numbers.
    ///   - weights: The kernel, and the bias where there was one.
    ///   - statistics: The weights of the normalization.
    ///   - threads: The threads.
    init(
      _ folded: FoldedNormalization, into made: UnsafeMutablePointer<Float>,
      weights: [UnsafeMutablePointer<Float>], statistics: [UnsafeMutablePointer<Float>],
      threads: ThreadPool
    ) {
      self.folded = folded
      self.made = made
      self.threads = threads
      kernel = UnsafePointer(weights[0])
      bias = folded.hasBias ? UnsafePointer(weights[1]) : nil
      self.statistics = statistics.map { UnsafePointer($0) }
      parameters = [made, made + folded.biasOffset]
    }

    /// Makes kernel and bias of the weights as they are.
    func make() {
      let (normalization, channels) = (folded.normalization, folded.channels)
      let scale = normalization.usesScale ? 1 : 0
      let center = normalization.usesCenter ? 1 : 0
      let scales = made + folded.scalesOffset
      kk_fold_normalization(
        scales, parameters[1], bias, statistics[scale + center], statistics[scale + center + 1],
        normalization.usesScale ? statistics[0] : nil,
        normalization.usesCenter ? statistics[scale] : nil, normalization.epsilon, channels)
      threads.run(
        elements: folded.kernelCount / channels, by: max(ThreadPool.elementTile / channels, 1),
        with: (made, kernel, scales, channels)
      ) { context, rows in
        let (made, kernel, scales, channels) = context
        let first = rows.lowerBound * channels
        kk_fold_kernel(made + first, kernel + first, scales, rows.count, channels)
      }
    }
  }
}
