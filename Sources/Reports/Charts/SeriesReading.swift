/// What a line over the epochs says, as a sentence.
struct SeriesReading {
  private let series: LineChart.Series
  private let prefersSmall: Bool
  private let words: Words

  /// The epochs that have a number, counted from 1.
  private let known: [(epoch: Int, value: Double)]

  /// A value counts as moved when it moved by more than this share of all that the line moves.
  private static let noticeable = 0.02

  init(_ series: LineChart.Series, _ chart: LineChart, _ words: Words) {
    self.series = series
    prefersSmall = chart.prefersSmall
    self.words = words
    known = series.values.enumerated().filter { $0.element.isFinite }
      .map { ($0.offset + 1, $0.element) }
  }

  /// The sentence; nil for a line without an epoch.
  var sentence: String? {
    guard !series.values.isEmpty else { return nil }
    let missing = series.values.count - known.count
    let gaps = missing == 0 ? "" : "; \(words.charts.epochsWithoutNumber(missing))"
    guard let first = known.first, let last = known.last else {
      return "\(series.name): \(words.charts.epochsWithoutNumber(missing))\(words.fullStop)"
    }
    return course(from: first, to: last) + gaps + words.fullStop
  }

  /// Of many lines only how they end: a sentence for each would be a page that nobody reads.
  static func ends(of chart: LineChart, _ words: Words) -> [String] {
    let ends = chart.series.compactMap { series in
      series.values.last { $0.isFinite }.map { (name: series.name, value: $0) }
    }
    guard let low = ends.min(by: { $0.value < $1.value }),
      let high = ends.max(by: { $0.value < $1.value })
    else { return [] }
    return [
      words.charts.range(
        words.charts.atTheEnd(ends.count), words.numbers.short(low.value), low.name,
        words.numbers.short(high.value), high.name)
    ]
  }

  private func course(
    from first: (epoch: Int, value: Double), to last: (epoch: Int, value: Double)
  ) -> String {
    let numbers = words.numbers
    guard series.values.count > 1 else { return "\(series.name): \(numbers.short(first.value))" }
    // The first of equal ones.
    let low = known.min { $0.value < $1.value } ?? first
    let high = known.max { $0.value < $1.value } ?? first
    guard low.value != high.value else {
      return words.charts.staysAt(series.name, numbers.short(first.value), series.values.count)
    }
    let text = words.seriesFromTo(
      series.name, numbers.short(first.value), numbers.short(last.value), last.epoch)
    let best = prefersSmall ? low : high
    guard best.epoch != first.epoch, best.epoch != last.epoch else { return text }
    let loss = abs(last.value - best.value)
    let isNoticeable = loss > (high.value - low.value) * Self.noticeable
    let value = numbers.short(best.value)
    let turn =
      switch (prefersSmall, isNoticeable) {
      case (true, true): words.charts.lowestThenRises(value, best.epoch)
      case (true, false): words.lowest(value, best.epoch)
      case (false, true): words.charts.highestThenFalls(value, best.epoch)
      case (false, false): words.highest(value, best.epoch)
      }
    return "\(text); \(turn)"
  }
}
