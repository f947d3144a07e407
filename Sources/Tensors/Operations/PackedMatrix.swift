import CKernels

/// The right factor of products by our own kernels, laid out as they read it fastest.
///
/// Worth its while where many rows are multiplied with it. How it lies depends on the instruction set;
/// what products give does not.
public struct PackedMatrix: Sendable {
  /// The length of the sums.
  let depth: Int

  /// The columns.
  let columns: Int

  /// A matrix `[depth, columns]`.
  public init(depth: Int, columns: Int) {
    self.depth = depth
    self.columns = columns
  }

  private static let panelColumns = Int(KK_PANEL_COLUMNS)

  private var panelCount: Int { (columns + Self.panelColumns - 1) / Self.panelColumns }

  /// The numbers that it needs.
  public var count: Int { panelCount * Self.panelColumns * depth }

  /// Packs a matrix, by all threads.
  ///
  /// - Parameters:
  ///   - matrix: `[depth, columns]`.
  ///   - packed: Takes `count` numbers.
  ///   - instructions: The instruction set of the products.
  ///   - threads: The threads.
  public func pack(
    _ matrix: MatrixProduct.Operand, into packed: UnsafeMutablePointer<Float>,
    _ instructions: InstructionSet, _ threads: ThreadPool
  ) {
    let panels = max(ThreadPool.elementTile / (Self.panelColumns * depth), 1)
    threads.run(
      elements: panelCount, by: panels, with: (self, matrix, packed, instructions)
    ) {
      $0.0.pack(panels: $1, of: $0.1, into: $0.2, $0.3)
    }
  }

  private func pack(
    panels: Range<Int>, of matrix: MatrixProduct.Operand,
    into packed: UnsafeMutablePointer<Float>, _ instructions: InstructionSet
  ) {
    let column = panels.lowerBound * Self.panelColumns
    let count = min(panels.upperBound * Self.panelColumns, columns) - column
    kk_pack_panels(
      instructions.c, packed + column * depth,
      matrix.start + column * (matrix.isTransposed ? matrix.rowStride : 1), matrix.rowStride,
      matrix.layout, depth, count)
  }
}
