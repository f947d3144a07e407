/// An axis of names: bands of one size, one beside the other.
struct BandScale {
  /// The coordinate of the first band.
  var start: Double

  /// The size of a band with the gap behind it.
  var step: Double

  /// The gap behind a band.
  var gap: Double = 0

  /// Where a band begins and ends.
  func callAsFunction(_ index: Int) -> ClosedRange<Double> {
    let begin = start + Double(index) * step
    return begin...(begin + step - gap)
  }

  /// The middle of a band.
  func middle(_ index: Int) -> Double {
    let band = self(index)
    return (band.lowerBound + band.upperBound) / 2
  }
}
