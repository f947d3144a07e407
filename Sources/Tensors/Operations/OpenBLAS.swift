import CBLAS

/// OpenBLAS on one thread; the only file that knows it.
///
/// Its bits change with its number of threads and with the type of the processor. It runs on one
/// thread here, and is called on tiles whose sizes do not depend on how many threads we have; the
/// type of the processor is part of the arithmetic's name.
public enum OpenBLAS {
  /// What OpenBLAS calls the processor it computes for: "SkylakeX".
  public static let coreName: String =
    openblas_get_corename().map { String(cString: $0) } ?? "unknown"

  /// Makes OpenBLAS stay on one thread; true where it does.
  public static func useOneThread() -> Bool {
    openblas_set_num_threads(1)
    return openblas_get_num_threads() == 1
  }

  static func multiply(
    into result: UnsafeMutablePointer<Float>, rowStride: Int, _ a: MatrixProduct.Operand,
    _ b: MatrixProduct.Operand, rows: Int, columns: Int, inner: Int, accumulates: Bool
  ) {
    cblas_sgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
      b.isTransposed ? CblasTrans : CblasNoTrans, blasint(rows), blasint(columns), blasint(inner),
      1, a.start, blasint(a.rowStride), b.start, blasint(b.rowStride), accumulates ? 1 : 0, result,
      blasint(rowStride))
  }
}
