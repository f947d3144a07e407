/// Some neighbouring rows of an image in memory of their own, which slide down the image.
struct SlidingRows {
  private let memory: UnsafeMutablePointer<Float>

  /// Numbers of a row.
  private let rowCount: Int

  /// The rows that are there.
  private(set) var rows = 0..<0

  /// Begins with no row.
  ///
  /// - Parameters:
  ///   - memory: Takes as many rows as are needed at a time.
  ///   - rowCount: Numbers of a row.
  init(_ memory: UnsafeMutablePointer<Float>, rowCount: Int) {
    self.memory = memory
    self.rowCount = rowCount
  }

  /// Where a row lies.
  func row(_ index: Int) -> UnsafeMutablePointer<Float> {
    memory + (index - rows.lowerBound) * rowCount
  }

  /// Slides to other rows, keeping those that are there.
  ///
  /// - Parameter needed: The rows, none of them above those that are there.
  /// - Returns: Those that the caller has to write.
  mutating func slide(to needed: Range<Int>) -> Range<Int> {
    let kept = needed.clamped(to: rows)
    let skipped = kept.lowerBound - rows.lowerBound
    if skipped > 0 {
      // Forwards, so that rows which overlap their new place are read before they are overwritten.
      for index in 0..<kept.count {
        (memory + index * rowCount).update(
          from: memory + (skipped + index) * rowCount, count: rowCount)
      }
    }
    rows = needed
    return (kept.isEmpty ? needed.lowerBound : kept.upperBound)..<needed.upperBound
  }
}
