extension LineChart.Series {
  /// The ends of the deviations, for the epochs that have one, counted from 1.
  var band: [(epoch: Int, low: Double, high: Double)] {
    zip(values, deviations).enumerated().compactMap { index, pair in
      let (value, deviation) = pair
      guard value.isFinite, deviation.isFinite else { return nil }
      return (index + 1, value - deviation, value + deviation)
    }
  }
}
