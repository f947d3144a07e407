/// The mean of some numbers, and how far they lie around it.
package struct Spread: Equatable {
  /// The mean.
  package var mean: Double

  /// The standard deviation of the sample, n − 1; nil of a single number.
  package var deviation: Double?

  /// The spread of some numbers, in their order; nil of none.
  package init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    guard values.count > 1 else { return }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / Double(values.count - 1)).squareRoot()
  }

  /// Whether two means may differ by chance alone: the ranges of mean ± standard deviation overlap.
  ///
  /// Of single numbers nobody knows, so they are taken to differ.
  package func overlaps(_ other: Spread) -> Bool {
    guard deviation != nil || other.deviation != nil else { return false }
    return abs(mean - other.mean) <= (deviation ?? 0) + (other.deviation ?? 0)
  }
}
