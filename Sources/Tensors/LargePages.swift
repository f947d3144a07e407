import Glibc

/// Memory that many numbers are read from and written to in turn: in pages as large as the system gives, so
/// that the processor need not look up where each of thousands of small ones lies.
public enum LargePages {
  /// The size of a large page on the processors that we know.
  private static let pageSize = 2 << 20

  /// Cache lines, which all memory begins with.
  private static let lineSize = 64

  /// Allocates memory for numbers, which has no contents yet; `deallocate` gives it back.
  ///
  /// - Parameter count: How many numbers.
  /// - Returns: The first of them, at a cache line.
  public static func allocate(count: Int) -> UnsafeMutablePointer<Float> {
    let byteCount = count * MemoryLayout<Float>.stride
    let isLarge = byteCount >= pageSize
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: byteCount, alignment: isLarge ? pageSize : lineSize)
    // A wish: where the system has no large pages, small ones do as well, more slowly.
    if isLarge { madvise(raw, byteCount, MADV_HUGEPAGE) }
    return raw.bindMemory(to: Float.self, capacity: count)
  }
}
