import CKernels
import Tensors

/// The products of rows of a batch with a kernel, in a model that learns, together with what batch
/// normalizations in front of them and behind them do to the rows.
///
/// Some rows at a time go through all of it while they are in the cache: what is normalized, and the
/// gradient that is carried back through a normalization, are never written as a whole. The bits are
/// those of the operations one after the other.
struct NormalizedProducts {
  let products: RowProducts
  let memory: OperationMemory
  let shares: NormalizationShares

  /// Rows that are all cut without a rest by the tiles of every instruction set.
  private static let evenRows = 42

  /// Rows that go through a forward tile at least.
  private static let tileRows = 8 * evenRows

  /// Rows that stay in the cache.
  static func rowsAtATime(_ counts: RowProducts.Counts) -> Int {
    let rows = RowProducts.blockCount / (counts.inputs + counts.units)
    return max(rows / evenRows, 2) * evenRows
  }

  /// Numbers of a worker's scratch.
  static func scratchCount(_ counts: RowProducts.Counts, _ shares: NormalizationShares) -> Int {
    rowsAtATime(counts)
      * ((shares.normalizesInput ? counts.inputs : 0) + (shares.carriesBack ? counts.units : 0))
  }

  private var counts: RowProducts.Counts { products.counts }

  /// The normalization that the rows go through as they are read.
  private var ofInput: BatchStatistics? {
    shares.normalizesInput ? memory.normalizations.ofInput : nil
  }

  private func rows(of examples: Range<Int>) -> Range<Int> {
    examples.lowerBound * counts.rowsPerExample..<examples.upperBound * counts.rowsPerExample
  }

  /// The rows as the products read them.
  private func input(
    _ rows: Range<Int>, _ scratch: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    let x = UnsafePointer(memory.inputs[0].start + rows.lowerBound * counts.inputs)
    guard let ofInput else { return x }
    ofInput.normalize(rows: rows.count, x, into: scratch)
    return UnsafePointer(scratch)
  }

  private func forEachBlock(of rows: Range<Int>, _ body: (Range<Int>) -> Void) {
    let size = Self.rowsAtATime(counts)
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: size) {
      body(first..<min(first + size, rows.upperBound))
    }
  }

  // MARK: - Forward

  /// Computes the rows of a batch.
  ///
  /// - Parameters:
  ///   - count: How many examples there are.
  ///   - phase: What the pass is for.
  ///   - epilogue: What becomes of sums.
  func forward(count: Int, phase: Phase, _ epilogue: kk_epilogue) {
    let kernel = products.packed(memory.parameters[0], in: memory.prepared)
    let measured = memory.normalizations.ofOutput.flatMap {
      shares.measuresOutput && $0.takesMoments(in: phase) ? $0 : nil
    }
    let examples = max(Self.tileRows / counts.rowsPerExample, 1)
    memory.threads.run(
      tiles: (count + examples - 1) / examples,
      with: (self, kernel, epilogue, measured, examples, count)
    ) { context, tile, worker in
      let (products, kernel, epilogue, measured, examples, count) = context
      products.forward(
        tile * examples..<min((tile + 1) * examples, count), kernel, epilogue, measured, worker)
    }
  }

  private func forward(
    _ examples: Range<Int>, _ kernel: MatrixProduct.Operand, _ epilogue: kk_epilogue,
    _ measured: BatchStatistics?, _ worker: Int
  ) {
    measured?.clearSums(of: examples)
    forEachBlock(of: rows(of: examples)) { rows in
      let y = memory.output.start + rows.lowerBound * counts.units
      MatrixProduct.multiply(
        by: memory.numerics, into: y, rowStride: counts.units,
        .init(input(rows, memory.scratch[worker]), rowStride: counts.inputs), kernel,
        rows: rows.count, columns: counts.units, inner: counts.inputs, epilogue: epilogue)
      measured?.addMoments(of: rows, y)
    }
  }

  // MARK: - Backward

  /// Computes all gradients of a batch.
  func backward(count: Int, _ pass: RowProducts.Backward) {
    let kernel = products.packedBack(pass)
    memory.threads.run(tiles: counts.shards.count, with: (self, count, pass, kernel)) {
      $0.0.backward(shard: $1, count: $0.1, $0.2, $0.3, worker: $2)
    }
    products.sumShards(pass)
  }

  private func backward(
    shard: Int, count: Int, _ pass: RowProducts.Backward, _ kernel: MatrixProduct.Operand,
    worker: Int
  ) {
    let shards = counts.shards
    let sums = pass.saved + shard * shards.size
    if pass.learns { sums.update(repeating: 0, count: shards.size) }
    let examples = shards.images(of: shard, count: count)
    ofInput?.clearSums(of: examples)
    let scratch = memory.scratch[worker]
    let behind = scratch + (shares.normalizesInput ? Self.rowsAtATime(counts) * counts.inputs : 0)
    forEachBlock(of: rows(of: examples)) { rows in
      let x = input(rows, scratch)
      let gradient = outputGradient(rows, pass, behind)
      products.addWeightGradients(of: rows.count, x, gradient, pass, to: sums)
      guard let input = pass.inputGradient.map({ $0 + rows.lowerBound * counts.inputs }) else {
        return
      }
      MatrixProduct.multiply(
        by: memory.numerics, into: input, rowStride: counts.inputs,
        .init(gradient, rowStride: counts.units), kernel, rows: rows.count, columns: counts.inputs,
        inner: counts.units)
      ofInput?.gather(rows, input, pass.x + rows.lowerBound * counts.inputs, x)
    }
  }

  /// The gradient of the sums of some rows: carried back through the normalization behind them, or through
  /// the activation.
  private func outputGradient(
    _ rows: Range<Int>, _ pass: RowProducts.Backward, _ scratch: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    let first = rows.lowerBound * counts.units
    let gradient = pass.gradient + first
    if shares.carriesBack, let behind = memory.normalizations.ofOutput {
      behind.carryBack(rows: rows.count, gradient, pass.y + first, into: scratch)
      return UnsafePointer(scratch)
    }
    if pass.activation != .linear {
      kk_activation_backward(
        gradient, gradient, pass.y + first, rows.count * counts.units, pass.activation.code,
        pass.activation.alpha)
    }
    return UnsafePointer(gradient)
  }
}
