import CKernels

/// Products of Float32 matrices on the caller's thread.
public enum MatrixProduct {
  /// A matrix in C order, or the transpose of one.
  public struct Operand {
    let start: UnsafePointer<Float>
    let rowStride: Int
    let isTransposed: Bool

    /// A matrix whose rows are `rowStride` numbers apart.
    public init(_ start: UnsafePointer<Float>, rowStride: Int, isTransposed: Bool = false) {
      self.start = start
      self.rowStride = rowStride
      self.isTransposed = isTransposed
    }
  }

  /// Computes `result = a · b`, or adds the product to `result`.
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
  public static func multiply(
    by numerics: Numerics, into result: UnsafeMutablePointer<Float>, rowStride: Int,
    _ a: Operand, _ b: Operand, rows: Int, columns: Int, inner: Int, accumulates: Bool = false
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
      product.b_transposed = b.isTransposed ? 1 : 0
      product.c = result
      product.c_stride = rowStride
      product.accumulates = accumulates ? 1 : 0
      kk_multiply(instructions.c, &product)
    case .openblas:
      OpenBLAS.multiply(
        into: result, rowStride: rowStride, a, b, rows: rows, columns: columns, inner: inner,
        accumulates: accumulates)
    }
  }
}
