import CKernels
import Tensors

/// The three products of a layer whose rows each are multiplied with a kernel `[K, N]`: outputs,
/// gradients of inputs, gradients of the kernel and its bias.
///
/// Rows come one after the other, those of the first example first. Tiles are fixed. A kernel that many
/// rows meet is packed, once for a batch.
struct RowProducts {
  let counts: Counts
  let numerics: Numerics
  let threads: ThreadPool

  /// Products with so many rows on some threads.
  init(_ counts: Counts, _ numerics: Numerics, _ threads: ThreadPool) {
    self.counts = counts
    self.numerics = numerics
    self.threads = threads
  }

  /// Rows of a tile where there are many, or about as many: all instruction sets cut them without a rest.
  private static let manyRows = 84

  /// Many rows are cut into a multiple of so many tiles, which two or four threads share evenly.
  private static let evenTiles = 4

  /// Rows of a tile of so many.
  private static func tileRows(_ rows: Int) -> Int {
    let tiles = (rows + manyRows * evenTiles / 2) / (manyRows * evenTiles) * evenTiles
    return tiles == 0 ? manyRows : (rows + tiles - 1) / tiles
  }

  /// Rows and columns of a tile where the kernel is most of what is read: each thread has its columns.
  private static let fewRows = 64
  private static let fewColumns = 32

  /// Rows of the kernel in a tile of its gradient, where many rows go through it.
  private static let kernelRows = 42

  /// The same where few do, and as many columns of the inputs' gradients with them: whole panels.
  private static let wideKernelRows = 224

  /// Numbers of rows that stay in the cache while a shard goes through them.
  static let blockCount = 65_536

  /// Rows of an example from which on a kernel is packed.
  private static let packedFrom = 4

  /// How much there is to multiply.
  struct Counts {
    /// Numbers of a row, and of a row of the output.
    let inputs: Int
    let units: Int

    /// Rows of an example.
    let rowsPerExample: Int

    let batchCapacity: Int

    var kernel: Int { inputs * units }

    var shards: WeightShards {
      WeightShards(
        kernelCount: kernel, biasCount: units, cells: rowsPerExample,
        batchCapacity: batchCapacity)
    }

    /// Whether gradients are gathered in shards; otherwise every row of the kernel goes over the whole
    /// batch.
    var usesShards: Bool {
      rowsPerExample > 1 && !WeightShards.isLarge(kernelCount: kernel, cells: rowsPerExample)
    }

    /// Whether so many rows meet the kernel that it pays to pack it.
    var isPacked: Bool { rowsPerExample >= RowProducts.packedFrom }

    var packed: PackedMatrix { PackedMatrix(depth: inputs, columns: units) }

    var packedBack: PackedMatrix { PackedMatrix(depth: units, columns: inputs) }

    var shardsCount: Int { usesShards ? shards.totalSize : 0 }

    /// Numbers of the kernel as it is packed before a batch.
    var preparedCount: Int { isPacked ? packed.count : 0 }

    /// Numbers of the shards, and of the kernel as it carries gradients back.
    var savedCount: Int { shardsCount + (isPacked ? packedBack.count : 0) }
  }

  /// Numbers of the kernel as it is packed before a batch.
  var preparedCount: Int { counts.preparedCount }

  var inputs: Int { counts.inputs }

  var units: Int { counts.units }

  /// The instruction set of our own loops where they read a packed kernel.
  private var packing: InstructionSet? {
    guard counts.isPacked, case .portable(let instructions) = numerics else { return nil }
    return instructions
  }

  // MARK: - Forward

  /// Lays out the kernel as many rows read it.
  ///
  /// - Parameters:
  ///   - kernel: `[K, N]`.
  ///   - prepared: Takes `preparedCount` numbers.
  func prepare(_ kernel: UnsafePointer<Float>, in prepared: UnsafeMutablePointer<Float>) {
    guard let instructions = packing else { return }
    counts.packed.pack(
      .init(kernel, rowStride: units), into: prepared, instructions, threads)
  }

  /// Computes the rows of a batch.
  ///
  /// - Parameters:
  ///   - examples: How many examples there are.
  ///   - x: The rows.
  ///   - kernel: `[K, N]`.
  ///   - prepared: What `prepare` has made of it.
  ///   - y: Takes the rows of the output.
  ///   - epilogue: What becomes of sums.
  func forward(
    examples: Int, _ x: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    _ prepared: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    _ epilogue: kk_epilogue
  ) {
    let operand = packed(kernel, in: prepared)
    let rows = examples * counts.rowsPerExample
    guard !counts.isPacked else {
      threads.run(
        elements: rows, by: Self.tileRows(rows), with: (self, x, operand, y, epilogue)
      ) {
        $0.0.forward(rows: $1, $0.1, $0.2, into: $0.3, $0.4)
      }
      return
    }
    let columnTiles = (units + Self.fewColumns - 1) / Self.fewColumns
    threads.run(
      tiles: columnTiles * ((rows + Self.fewRows - 1) / Self.fewRows),
      with: (self, x, kernel, y, epilogue, columnTiles, rows)
    ) { context, tile in
      let (products, x, kernel, y, epilogue, columnTiles, rows) = context
      let (row, column) = (tile / columnTiles * Self.fewRows, tile % columnTiles * Self.fewColumns)
      products.forward(
        rows: row..<min(row + Self.fewRows, rows),
        columns: column..<min(column + Self.fewColumns, products.units), x, kernel, into: y,
        epilogue)
    }
  }

  /// The kernel as a forward pass reads it: as `prepare` has left it where that pays.
  func packed(
    _ kernel: UnsafePointer<Float>, in prepared: UnsafePointer<Float>
  ) -> MatrixProduct.Operand {
    packing == nil ? .init(kernel, rowStride: units) : .init(packed: prepared)
  }

  private func forward(
    rows: Range<Int>, _ x: UnsafePointer<Float>, _ kernel: MatrixProduct.Operand,
    into y: UnsafeMutablePointer<Float>, _ epilogue: kk_epilogue
  ) {
    let first = rows.lowerBound
    var epilogue = epilogue
    epilogue.addend = epilogue.addend.map { $0 + first * units }
    MatrixProduct.multiply(
      by: numerics, into: y + first * units, rowStride: units,
      .init(x + first * inputs, rowStride: inputs), kernel, rows: rows.count, columns: units,
      inner: inputs, epilogue: epilogue)
  }

  private func forward(
    rows: Range<Int>, columns: Range<Int>, _ x: UnsafePointer<Float>,
    _ kernel: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ epilogue: kk_epilogue
  ) {
    let (row, column) = (rows.lowerBound, columns.lowerBound)
    var epilogue = epilogue
    epilogue.bias = epilogue.bias.map { $0 + column }
    epilogue.addend = epilogue.addend.map { $0 + row * units + column }
    MatrixProduct.multiply(
      by: numerics, into: y + row * units + column, rowStride: units,
      .init(x + row * inputs, rowStride: inputs), .init(kernel + column, rowStride: units),
      rows: rows.count, columns: columns.count, inner: inputs, epilogue: epilogue)
  }

  // MARK: - Backward

  /// The buffers of a backward pass.
  struct Backward {
    /// The gradient of the output; the activation's backward pass is done in it.
    let gradient: UnsafeMutablePointer<Float>
    let x: UnsafePointer<Float>
    let y: UnsafePointer<Float>
    let activation: ElementwiseActivation
    let kernel: UnsafePointer<Float>
    /// Takes `savedCount` numbers.
    let saved: UnsafeMutablePointer<Float>
    /// Where gradients go; nil for those that nobody needs.
    let inputGradient: UnsafeMutablePointer<Float>?
    let kernelGradient: UnsafeMutablePointer<Float>?
    let biasGradient: UnsafeMutablePointer<Float>?

    var learns: Bool { kernelGradient != nil || biasGradient != nil }
  }

  /// Computes all gradients of a batch.
  func backward(examples: Int, _ pass: Backward) {
    let kernel = packedBack(pass)
    if counts.usesShards {
      backwardByShards(examples: examples, pass, kernel)
    } else {
      backwardByKernelRows(rows: examples * counts.rowsPerExample, pass, kernel)
    }
  }

  /// The kernel as a backward pass reads it: packed where that pays.
  func packedBack(_ pass: Backward) -> MatrixProduct.Operand {
    let kernel = MatrixProduct.Operand(pass.kernel, rowStride: units, isTransposed: true)
    guard let instructions = packing, pass.inputGradient != nil else { return kernel }
    let packed = pass.saved + counts.shardsCount
    counts.packedBack.pack(kernel, into: packed, instructions, threads)
    return .init(packed: packed)
  }

  private func backwardByShards(
    examples: Int, _ pass: Backward, _ kernel: MatrixProduct.Operand
  ) {
    threads.run(tiles: counts.shards.count, with: (self, examples, pass, kernel)) {
      $0.0.backward(shard: $1, examples: $0.1, $0.2, $0.3)
    }
    sumShards(pass)
  }

  /// Sums what the shards have gathered.
  func sumShards(_ pass: Backward) {
    let shards = counts.shards
    if let gradient = pass.kernelGradient {
      shards.sum(pass.saved, part: 0..<counts.kernel, into: gradient, threads)
    }
    if let gradient = pass.biasGradient {
      shards.sum(pass.saved, part: counts.kernel..<shards.size, into: gradient, threads)
    }
  }

  private func backward(
    shard: Int, examples: Int, _ pass: Backward, _ kernel: MatrixProduct.Operand
  ) {
    let shards = counts.shards
    let sums = pass.saved + shard * shards.size
    if pass.learns { sums.update(repeating: 0, count: shards.size) }
    let images = shards.images(of: shard, count: examples)
    let end = images.upperBound * counts.rowsPerExample
    let block = max(Self.blockCount / (inputs + units), 2 * Self.manyRows)
    let start = images.lowerBound * counts.rowsPerExample
    for first in stride(from: start, to: end, by: block) {
      let rows = first..<min(first + block, end)
      backward(rows: rows, pass, carriesBack: true, kernel)
      addWeightGradients(
        of: rows.count, pass.x + first * inputs, pass.gradient + first * units, pass, to: sums)
    }
  }

  /// Adds what some rows bring to the gradients of the weights in a shard.
  func addWeightGradients(
    of rows: Int, _ x: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, _ pass: Backward,
    to sums: UnsafeMutablePointer<Float>
  ) {
    if pass.kernelGradient != nil {
      MatrixProduct.multiply(
        by: numerics, into: sums, rowStride: units,
        .init(x, rowStride: inputs, isTransposed: true), .init(gradient, rowStride: units),
        rows: inputs, columns: units, inner: rows, accumulates: true)
    }
    if pass.biasGradient != nil {
      kk_add_rows(sums + counts.kernel, gradient, rows, units, units)
    }
  }

  /// Carries the gradient of some rows back through the activation and to the inputs.
  private func backward(
    rows: Range<Int>, _ pass: Backward, carriesBack: Bool, _ kernel: MatrixProduct.Operand
  ) {
    let first = rows.lowerBound
    let gradient = pass.gradient + first * units
    if pass.activation != .linear {
      kk_activation_backward(
        gradient, gradient, pass.y + first * units, rows.count * units, pass.activation.code,
        pass.activation.alpha)
    }
    guard carriesBack, let input = pass.inputGradient else { return }
    MatrixProduct.multiply(
      by: numerics, into: input + first * inputs, rowStride: inputs,
      .init(gradient, rowStride: units), kernel, rows: rows.count, columns: inputs, inner: units)
  }

  private func backwardByKernelRows(
    rows: Int, _ pass: Backward, _ kernel: MatrixProduct.Operand
  ) {
    // Many rows are shared among the threads; of few, everybody has all and shares the kernel.
    threads.run(elements: rows, by: Self.tileRows(rows), with: (self, pass, kernel)) {
      $0.0.backward(rows: $1, $0.1, carriesBack: $0.0.counts.isPacked, $0.2)
    }
    threads.run(
      elements: inputs, by: counts.isPacked ? Self.kernelRows : Self.wideKernelRows,
      with: (self, pass, rows)
    ) {
      $0.0.addKernelRows($1, $0.1, rows: $0.2)
      if !$0.0.counts.isPacked { $0.0.writeInputColumns($1, $0.1, rows: $0.2) }
    }
    threads.run(elements: units, by: Self.wideKernelRows, with: (self, pass, rows)) {
      $0.0.sumBias($1, $0.1, rows: $0.2)
    }
  }

  private func addKernelRows(_ range: Range<Int>, _ pass: Backward, rows: Int) {
    guard let kernel = pass.kernelGradient else { return }
    let first = range.lowerBound
    MatrixProduct.multiply(
      by: numerics, into: kernel + first * units, rowStride: units,
      .init(pass.x + first, rowStride: inputs, isTransposed: true),
      .init(pass.gradient, rowStride: units), rows: range.count, columns: units, inner: rows)
  }

  private func sumBias(_ range: Range<Int>, _ pass: Backward, rows: Int) {
    guard let bias = pass.biasGradient else { return }
    let first = range.lowerBound
    (bias + first).update(repeating: 0, count: range.count)
    kk_add_rows(bias + first, pass.gradient + first, rows, range.count, units)
  }

  private func writeInputColumns(_ range: Range<Int>, _ pass: Backward, rows: Int) {
    guard let input = pass.inputGradient else { return }
    let first = range.lowerBound
    MatrixProduct.multiply(
      by: numerics, into: input + first, rowStride: inputs,
      .init(pass.gradient, rowStride: units),
      .init(pass.kernel + first * units, rowStride: units, isTransposed: true), rows: rows,
      columns: range.count, inner: units)
  }
}
