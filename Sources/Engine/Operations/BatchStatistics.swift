import CKernels
import Tensors

/// What a batch normalization knows of the channels of a batch, and what it does with some rows of it.
///
/// Rows are the cells of all examples, one after the other. A normalization goes over its values itself, or
/// leaves that to the operations around it, which have them in the cache: the one in front takes the
/// moments and carries the gradient back, the one behind normalizes what it reads and sums the gradient.
final class BatchStatistics {
  let operation: BatchNormalizationOperation
  let channels: Int
  let rowsPerExample: Int

  private let gamma: UnsafeMutablePointer<Float>?
  private let beta: UnsafeMutablePointer<Float>?
  private let gammaGradient: UnsafeMutablePointer<Float>?
  private let betaGradient: UnsafeMutablePointer<Float>?
  private let movingMean: UnsafeMutablePointer<Float>
  private let movingVariance: UnsafeMutablePointer<Float>
  private let saved: UnsafeMutablePointer<Float>
  private let threads: ThreadPool

  /// Whether the moments of the batch count, and not the moving ones.
  private var usesBatch = false

  /// Rows of channels before the sums of examples; an even number, for their alignment.
  private static let rowsSaved = 8

  /// Numbers that stay in the cache from one loop to the next.
  private static let blockCount = 2048

  /// Channels of a tile of sums over the examples.
  private static let channelTile = 128

  /// Mean, variance, and what is made of them and of the gradients for every channel; then, in Float64, two
  /// sums for every channel of every example.
  static func count(channels: Int, batchCapacity: Int) -> Int {
    (rowsSaved + 4 * batchCapacity) * channels
  }

  /// The statistics of a normalization.
  ///
  /// - Parameters:
  ///   - operation: The normalization.
  ///   - memory: Its buffers; what is saved holds `count(channels:batchCapacity:)` numbers.
  init(_ operation: BatchNormalizationOperation, _ memory: OperationMemory) {
    self.operation = operation
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
    saved = memory.saved
    threads = memory.threads
  }

  // MARK: - What is saved

  private func saved(_ row: Int) -> UnsafeMutablePointer<Float> { saved + row * channels }

  private var mean: UnsafeMutablePointer<Float> { usesBatch ? saved(0) : movingMean }

  private var variance: UnsafeMutablePointer<Float> { usesBatch ? saved(1) : movingVariance }

  /// 1 / √(variance + ε), and γ / √(variance + ε).
  private var inverse: UnsafeMutablePointer<Float> { saved(2) }

  private var scale: UnsafeMutablePointer<Float> { saved(3) }

  /// A row's share of the gradients of β and of γ.
  private var shift: UnsafeMutablePointer<Float> { saved(4) }

  private var slope: UnsafeMutablePointer<Float> { saved(5) }

  /// γ · 1 / √(variance + ε), with the γ of the forward pass: an optimizer may have changed it before the
  /// gradient is carried back.
  private var gain: UnsafeMutablePointer<Float> { saved(6) }

  /// Two sums for every channel of every example.
  private var sums: UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(saved(Self.rowsSaved)).assumingMemoryBound(to: Double.self)
  }

  /// Visits the rows of every example in blocks that stay in the cache; the last of a block of an example
  /// comes before the first of the next.
  ///
  /// - Parameters:
  ///   - rows: Rows of the batch.
  ///   - body: Gets the sums of the example, the numbers in front of the block, counted from the first of
  ///     the rows, and its rows.
  private func forEachBlock(
    of rows: Range<Int>,
    _ body: (_ sums: UnsafeMutablePointer<Double>, _ offset: Int, _ rows: Int) -> Void
  ) {
    let block = max(Self.blockCount / channels, 1)
    var row = rows.lowerBound
    while row < rows.upperBound {
      let example = row / rowsPerExample
      let end = min(row + block, (example + 1) * rowsPerExample, rows.upperBound)
      body(sums + example * 2 * channels, (row - rows.lowerBound) * channels, end - row)
      row = end
    }
  }

  // MARK: - Forward

  /// Whether a pass takes the moments of its batch.
  func takesMoments(in phase: Phase) -> Bool {
    if case .training = phase { !operation.isFrozen } else { false }
  }

  /// Sets the sums of some examples to 0, before their rows are added or their gradients gathered.
  func clearSums(of examples: Range<Int>) {
    (sums + examples.lowerBound * 2 * channels).update(
      repeating: 0, count: examples.count * 2 * channels)
  }

  /// Adds rows to the moments of their examples, whose rows all come in order and on one thread.
  ///
  /// - Parameters:
  ///   - rows: Rows of the batch.
  ///   - x: The first of them.
  func addMoments(of rows: Range<Int>, _ x: UnsafePointer<Float>) {
    forEachBlock(of: rows) { sums, offset, count in
      kk_moment_sums(sums, sums + channels, x + offset, count, channels)
    }
  }

  /// Makes what normalizes a batch, of the moments of its examples where the phase takes them.
  func prepare(count: Int, phase: Phase) {
    usesBatch = takesMoments(in: phase)
    if usesBatch { total(momentsOf: count) }
    kk_normalization_scales(
      inverse, scale, gain, variance, gamma, operation.epsilon, channels)
  }

  private func total(momentsOf count: Int) {
    threads.run(elements: channels, by: Self.channelTile, with: (self, count)) {
      let (statistics, count) = $0
      kk_moments(
        statistics.saved(0), statistics.saved(1), statistics.sums, count,
        Double(count * statistics.rowsPerExample), statistics.channels, $1.lowerBound,
        $1.upperBound)
    }
    let momentum = operation.momentum
    for channel in 0..<channels {
      movingMean[channel] = movingMean[channel] * momentum + saved(0)[channel] * (1 - momentum)
      movingVariance[channel] =
        movingVariance[channel] * momentum + saved(1)[channel] * (1 - momentum)
    }
  }

  /// Normalizes rows, adds others, and applies the activation.
  ///
  /// - Parameters:
  ///   - count: How many rows.
  ///   - x: The rows.
  ///   - addend: What is added; nil for nothing.
  ///   - y: Takes the rows.
  func normalize(
    rows count: Int, _ x: UnsafePointer<Float>, adding addend: UnsafePointer<Float>? = nil,
    into y: UnsafeMutablePointer<Float>
  ) {
    let block = max(Self.blockCount / channels, 1)
    for first in stride(from: 0, to: count, by: block) {
      let (offset, rows) = (first * channels, min(block, count - first))
      kk_normalize(y + offset, x + offset, mean, scale, beta, rows, channels)
      var epilogue = operation.activation.epilogue(bias: nil, addend: addend.map { $0 + offset })
      kk_apply_epilogue(y + offset, channels, rows, channels, &epilogue)
    }
  }

  // MARK: - Backward

  private var needsSums: Bool { usesBatch || gammaGradient != nil || betaGradient != nil }

  /// Carries the gradient of rows back through the activation, in its place, and adds it to the sums of their
  /// examples, whose rows all come in order and on one thread.
  ///
  /// - Parameters:
  ///   - rows: Rows of the batch.
  ///   - gradient: The gradient of the first of them.
  ///   - x: What was normalized.
  ///   - y: What came out.
  ///   - addend: Takes the gradient of what was added; nil where nobody needs it.
  func gather(
    _ rows: Range<Int>, _ gradient: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>,
    _ y: UnsafePointer<Float>, addend: UnsafeMutablePointer<Float>? = nil
  ) {
    let activation = operation.activation
    forEachBlock(of: rows) { sums, offset, count in
      let g = gradient + offset
      if activation != .linear {
        kk_activation_backward(
          g, g, y + offset, count * channels, activation.code, activation.alpha)
      }
      addend.map { ($0 + offset).update(from: g, count: count * channels) }
      if needsSums {
        kk_normalize_sums(
          sums, sums + channels, g, x + offset, mean, inverse, count, channels)
      }
    }
  }

  /// Makes the gradients of the weights, and what every row needs of the sums to carry its gradient back.
  func total(gradientsOf count: Int) {
    if needsSums {
      threads.run(elements: channels, by: Self.channelTile, with: (self, count)) {
        let (statistics, count) = $0
        kk_normalize_totals(
          statistics.gammaGradient, statistics.betaGradient, statistics.shift, statistics.slope,
          statistics.sums, count, Double(count * statistics.rowsPerExample), statistics.channels,
          $1.lowerBound, $1.upperBound)
      }
    }
    guard !usesBatch else { return }
    shift.update(repeating: 0, count: channels)
    slope.update(repeating: 0, count: channels)
  }

  /// Carries the gradient of rows, as `gather` left it, back to what was normalized.
  ///
  /// - Parameters:
  ///   - count: How many rows.
  ///   - gradient: The gradient of the rows.
  ///   - x: What was normalized.
  ///   - result: Takes the gradient; it may lie where the other does.
  func carryBack(
    rows count: Int, _ gradient: UnsafePointer<Float>, _ x: UnsafePointer<Float>,
    into result: UnsafeMutablePointer<Float>
  ) {
    kk_normalize_backward(
      result, gradient, x, mean, inverse, gain, shift, slope, count, channels)
  }
}
