public import CKernels

/// Products of Float32 matrices on the caller's thread.
public enum MatrixProduct {
  /// A matrix in C order, the transpose of one, or one that was packed.
  public struct Operand {
    let start: UnsafePointer<Float>
    let rowStride: Int
    let isTransposed: Bool
    let isPacked: Bool

    /// A matrix whose rows are `rowStride` numbers apart.
    public init(_ start: UnsafePointer<Float>, rowStride: Int, isTransposed: Bool = false) {
      self.start = start
      self.rowStride = rowStride
      self.isTransposed = isTransposed
      isPacked = false
    }

    /// A right factor in panels, as `PackedMatrix` leaves it; for the portable arithmetic.
    public init(packed start: UnsafePointer<Float>) {
      self.start = start
      rowStride = 0
      isTransposed = false
      isPacked = true
    }

    /// How the kernels call it.
    var layout: kk_layout {
      isPacked ? KK_IN_PANELS : isTransposed ? KK_BY_COLUMNS : KK_BY_ROWS
    }
  }

  /// Computes `result = a · b`, or adds the product to `result`, and applies an epilogue.
  ///
  /// - Parameters:
  ///   - numerics: The arithmetic.
  ///   - result: Takes `[rows, columns]`, rows `rowStride` numbers apart.
  ///   - rowStride: The distance of the result's rows.
  ///   - a: `[rows, inner]`.
  ///   - b: `[inner, columns]`.
  ///   - rows: The rows of the result.
  ///   - columns: The columns of the result.
  ///   - inner: The length of the sums.
  ///   - accumulates: Whether to add to what is there.
  ///   - epilogue: What becomes of the sums; nothing if it is empty.
  public static func multiply(
    by numerics: Numerics, into result: UnsafeMutablePointer<Float>, rowStride: Int,
    _ a: Operand, _ b: Operand, rows: Int, columns: Int, inner: Int, accumulates: Bool = false,
    epilogue: kk_epilogue = kk_epilogue()
  ) {
    switch numerics {
    case .portable(let instructions):
      var product = kk_product()
      product.rows = rows
      product.columns = columns
      product.segments = 1
      product.inner = inner
      product.a = a.start
      product.a_row_stride = a.isTransposed ? 1 : a.rowStride
      product.a_stride = a.isTransposed ? a.rowStride : 1
      product.b = b.start
      product.b_stride = b.rowStride
      product.b_layout = b.layout
      product.c = result
      product.c_stride = rowStride
      product.accumulates = accumulates ? 1 : 0
      product.epilogue = epilogue
      kk_multiply(instructions.c, &product)
    case .openblas:
      precondition(!b.isPacked, "OpenBLAS packs matrices itself")
      OpenBLAS.multiply(
        into: result, rowStride: rowStride, a, b, rows: rows, columns: columns, inner: inner,
        accumulates: accumulates)
      withUnsafePointer(to: epilogue) { kk_apply_epilogue(result, rowStride, rows, columns, $0) }
    }
  }
}
