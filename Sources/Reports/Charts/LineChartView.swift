import Markup

/// Draws lines over the epochs.
struct LineChartView {
  private static let height = 226.0
  private static let top = 10.0
  private static let widestName = 92.0

  /// With more epochs, points would run into each other, and only some are drawn.
  private static let mostPoints = 30

  let chart: LineChart
  let words: Words
  private let epochCount: Int
  private let area: Box
  private let yAxis: Axis
  private let y: (Double) -> Double?
  private let styles: [SeriesStyle]
  private let isNamedAtEnds: Bool

  init(chart: LineChart, words: Words) {
    self.chart = chart
    self.words = words
    epochCount = chart.series.map(\.values.count).max() ?? 0
    styles = SeriesStyle.styles(isValidation: chart.series.map(\.isValidation))
    isNamedAtEnds = 2...EndLabels.mostLines ~= chart.series.count
    let right =
      isNamedAtEnds
      ? min(LabelText.width(of: chart.series.map(\.name)), Self.widestName) + 13 : 12
    let bottom = Self.height - Axis.tickHeight - Axis.titleHeight
    let values = chart.series.flatMap { series in
      series.values + series.band.flatMap { [$0.low, $0.high] }
    }
    let positive = values.filter { $0 > 0 && $0.isFinite }
    if chart.isLogarithmic, !positive.isEmpty {
      let scale = LogScale(covering: positive, from: bottom, to: Self.top)
      y = { scale($0) }
      yAxis = Axis(side: .left, ticks: Axis.ticks(scale, words.numbers), hasGrid: true)
    } else {
      let scale = Scale(covering: values, from: bottom, to: Self.top, tickCount: 5)
      y = { Scale.covers($0) ? scale($0) : nil }
      yAxis = .left(scale, words.numbers)
    }
    area = Box(
      left: Axis.tickWidth(yAxis.ticks), top: Self.top, right: ChartFrame.usualWidth - right,
      bottom: bottom)
  }

  static func node(_ chart: LineChart, id: String, _ words: Words) -> Node {
    LineChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private func x(_ epoch: Int) -> Double {
    let share = epochCount > 1 ? Double(epoch - 1) / Double(epochCount - 1) : 0.5
    return area.left + share * area.width
  }

  private func place(_ epoch: Int, _ value: Double) -> Place? {
    y(value).map { Place(x(epoch), $0) }
  }

  private var frame: ChartFrame {
    let lines = zip(chart.series, styles).map { line($0, $1) }
    let marks = yAxis.marks(around: area) + epochAxis.marks(around: area) + beginnings + lines
    return ChartFrame(
      title: chart.title, description: description, width: ChartFrame.usualWidth,
      height: Self.height, drawing: (marks + names).nodes,
      legend: isNamedAtEnds || chart.series.count < 2
        ? .empty : Legend.lines(zip(chart.series, styles).map { ($0.name, $1) }),
      table: table, readings: readings)
  }

  private var epochAxis: Axis {
    // Room for a number and a gap.
    let most = Int(area.width / (LabelText.width(words.numbers.integer(epochCount)) + 10))
    return Axis(
      side: .bottom,
      ticks: Scale.counting(to: epochCount, most: min(most, 10))
        .map { Axis.Tick(position: x($0), text: words.numbers.integer($0)) },
      title: words.epoch)
  }

  /// The names of the lines at their ends.
  private var names: [Mark] {
    guard isNamedAtEnds else { return [] }
    let items = zip(chart.series, styles).compactMap { series, style -> EndLabels.Item? in
      let end = series.values.enumerated().reversed().lazy
        .compactMap { self.place($0.offset + 1, $0.element) }.first
      return end.map { EndLabels.Item(name: series.name, end: $0, style: style) }
    }
    return EndLabels(
      items: items, x: area.right + 9, range: area.top...(area.bottom - 2), widest: Self.widestName
    ).marks
  }

  /// Where a training begins anew, with the name of what begins.
  private var beginnings: [Mark] {
    let marks = chart.marks.filter { $0.epoch >= 1 && $0.epoch < epochCount }
    return marks.enumerated().map { index, mark in
      let position = (x(mark.epoch) + x(mark.epoch + 1)) / 2
      let rule = Mark.rule(Place(position, area.top), Place(position, area.bottom), .mark)
      let name = name(of: mark)
      guard mark.isFineTuning else { return .group(style: nil, title: name, [rule]) }
      // On the side where there is more room; several, one below the other.
      let isLeft = position > area.center
      let label = Mark.Label(
        name,
        at: Place(
          position + (isLeft ? -4 : 4), area.top + 12 + Double(index) * EndLabels.spacing),
        isLeft ? .end : .start, .tick,
        widest: (isLeft ? position - area.left : area.right - position) - 6)
      return .group(style: nil, title: name, [rule, .text(label)])
    }
  }

  private func name(of mark: LineChart.Mark) -> String {
    mark.isFineTuning ? words.fineTuningStarts : words.continuesHere
  }

  /// A line with its points and the area in which the values lie; it is interrupted where an epoch has
  /// no number.
  private func line(_ series: LineChart.Series, _ style: SeriesStyle) -> Mark {
    let places = series.values.enumerated().map { place($0.offset + 1, $0.element) }
    let pieces = places.split(separator: nil).map { $0.compactMap { $0 } }
    let step = epochCount > Self.mostPoints ? (epochCount + 11) / 12 : 1
    let points = places.enumerated()
      .filter { $0.offset % step == 0 || $0.offset == places.count - 1 }.compactMap(\.element)
    let band = series.band.compactMap { epoch, low, high -> (Place, Place)? in
      guard let high = place(epoch, high), let low = place(epoch, low) else { return nil }
      return (high, low)
    }
    return .group(
      style: style.lineClass, title: nil,
      (band.count > 1 ? [.band(upper: band.map(\.0), lower: band.map(\.1))] : [])
        + pieces.filter { $0.count > 1 }.map { .line($0) } + points.map { .point($0, style.shape) })
  }

  /// The values of the epochs, shown by pointing anywhere above or below them.
  private var readings: [Readings.Item] {
    let epochs = Readings.chosen(epochCount).map { $0 + 1 }
    return epochs.enumerated().map { index, epoch in
      let values = zip(chart.series, styles).compactMap {
        series, style -> (SeriesStyle?, String)? in
        guard series.values.indices.contains(epoch - 1) else { return nil }
        let value = words.numbers.short(
          series.values[epoch - 1], deviations: series.deviations, epoch - 1)
        return (style, "\(series.name) \(value)")
      }
      let start = index == 0 ? area.left : (x(epochs[index - 1]) + x(epoch)) / 2
      let end = index + 1 == epochs.count ? area.right : (x(epoch) + x(epochs[index + 1])) / 2
      return Readings.Item(
        title: "\(words.epoch) \(words.numbers.integer(epoch))", values: values,
        zone: Box(left: start, top: area.top, right: end, bottom: area.bottom),
        place: Place(x(epoch), area.top))
    }
  }

  private var description: [String] {
    let sentences =
      chart.series.count > EndLabels.mostLines
      ? SeriesReading.ends(of: chart, words)
      : chart.series.compactMap { SeriesReading($0, chart, words).sentence }
    let marks = chart.marks.map {
      "\(words.epoch) \($0.epoch + 1): \(name(of: $0))\(words.fullStop)"
    }
    return sentences + marks
  }

  private var table: DataTable {
    DataTable(
      columns: [DataTable.Column(words.epoch, isNumeric: true)]
        + chart.series.map { DataTable.Column($0.name, isNumeric: true) },
      rows: (0..<epochCount).map { epoch in
        ["\(epoch + 1)"]
          + chart.series.map {
            $0.values.indices.contains(epoch)
              ? words.numbers.short($0.values[epoch], deviations: $0.deviations, epoch) : "–"
          }
      })
  }
}
