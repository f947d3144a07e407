import CBLAS

/// Products of Float32 matrices by OpenBLAS, on one thread; the only file that knows it.
///
/// OpenBLAS' bits change with its number of threads and with the type of the processor. It runs on
/// one thread here, and is called on tiles whose sizes do not depend on how many threads we have;
/// the type of the processor is part of the arithmetic's name.
public enum MatrixProduct {
  /// What OpenBLAS calls the processor it computes for: "SkylakeX".
  public static let coreName: String =
    openblas_get_corename().map { String(cString: $0) } ?? "unknown"

  /// Makes OpenBLAS stay on one thread; true where it does.
  public static func useOneThread() -> Bool {
    openblas_set_num_threads(1)
    return openblas_get_num_threads() == 1
  }

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
  ///   - result: Takes `[rows, columns]`, rows `rowStride` numbers apart.
  ///   - rowStride: The distance of the result's rows.
  ///   - a: `[rows, inner]`.
  ///   - b: `[inner, columns]`.
  ///   - rows: The rows of the result.
  ///   - columns: The columns of the result.
  ///   - inner: The length of the sums.
  ///   - accumulates: Whether to add to what is there.
  public static func multiply(
    into result: UnsafeMutablePointer<Float>, rowStride: Int, _ a: Operand, _ b: Operand, rows: Int,
    columns: Int, inner: Int, accumulates: Bool = false
  ) {
    cblas_sgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
      b.isTransposed ? CblasTrans : CblasNoTrans, blasint(rows), blasint(columns), blasint(inner),
      1, a.start, blasint(a.rowStride), b.start, blasint(b.rowStride), accumulates ? 1 : 0, result,
      blasint(rowStride))
  }
}
