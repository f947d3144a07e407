import Markup

/// Draws points over two axes of numbers.
struct ScatterChartView {
  private static let height = 250.0
  private static let top = 28.0

  /// The size of the place around a point where it is pointed at.
  private static let reach = 10.0

  let chart: ScatterChart
  let words: Words
  private let area: Box
  private let axes: [Mark]
  private let x: (Double) -> Double?
  private let y: (Double) -> Double?

  init(chart: ScatterChart, words: Words) {
    self.chart = chart
    self.words = words
    let points = chart.series.flatMap(\.points)
    let bottom = Self.height - Axis.tickHeight - Axis.titleHeight
    let vertical = NumberAxis(
      chart.y, points.map(\.y), from: bottom - 4, to: Self.top + 4, words.numbers)
    let left = Axis.tickWidth(vertical.ticks)
    let right = ChartFrame.usualWidth - 14
    let horizontal = NumberAxis(
      chart.x, points.map(\.x), from: left + 6, to: right - 6, words.numbers)
    area = Box(left: left, top: Self.top, right: right, bottom: bottom)
    x = horizontal.place
    y = vertical.place
    axes =
      Axis(side: .left, ticks: vertical.ticks, title: chart.y.title, hasGrid: true)
      .marks(around: area)
      + Axis(side: .bottom, ticks: horizontal.ticks, title: chart.x.title).marks(around: area)
  }

  static func node(_ chart: ScatterChart, id: String, _ words: Words) -> Node {
    ScatterChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private func place(_ point: ScatterChart.Point) -> Place? {
    guard let x = x(point.x), let y = y(point.y) else { return nil }
    return Place(x, y)
  }

  private var frame: ChartFrame {
    ChartFrame(
      title: chart.title, description: chart.remarks + description,
      width: ChartFrame.usualWidth, height: Self.height,
      drawing: (axes + chart.series.enumerated().map { marks($0.element, SeriesStyle($0.offset)) })
        .nodes,
      legend: chart.series.count > 1
        ? Legend.lines(
          chart.series.enumerated().map { ($0.element.name, SeriesStyle($0.offset)) }) : .empty,
      table: table, readings: readings)
  }

  private func marks(_ series: ScatterChart.Series, _ style: SeriesStyle) -> Mark {
    let places = series.points.compactMap(place)
    var line = places
    if series.isStepped {
      line = places.indices.flatMap { index in
        index == 0 ? [places[0]] : [Place(places[index].x, places[index - 1].y), places[index]]
      }
    }
    return .group(
      style: style.lineClass, title: nil,
      (series.isConnected && line.count > 1 ? [.line(line)] : [])
        + (series.isStepped ? [] : places.map { .point($0, style.shape) }))
  }

  private var readings: [Readings.Item] {
    let all = chart.series.enumerated().filter { !$0.element.isStepped }
      .flatMap { index, series in series.points.map { (index, $0) } }
    return Readings.chosen(all.count).compactMap { choice in
      let (index, point) = all[choice]
      guard let place = place(point) else { return nil }
      return Readings.Item(
        title: point.name,
        values: [
          (nil, "\(chart.x.title): \(text(point.x, chart.x))"),
          (SeriesStyle(index), "\(chart.y.title): \(text(point.y, chart.y))"),
        ],
        zone: Box(
          left: place.x - Self.reach, top: place.y - Self.reach, right: place.x + Self.reach,
          bottom: place.y + Self.reach), place: place)
    }
  }

  private func text(_ value: Double, _ axis: ScatterChart.Axis) -> String {
    axis.kind == .counting ? words.numbers.fixed(value, 0) : words.numbers.short(value)
  }

  private var description: [String] {
    chart.series.filter { !$0.isStepped }.compactMap { series in
      let known = series.points.filter { $0.y.isFinite }
      guard let low = known.min(by: { $0.y < $1.y }), let high = known.max(by: { $0.y < $1.y })
      else { return nil }
      return words.charts.range(
        series.name, text(low.y, chart.y), low.name, text(high.y, chart.y), high.name)
    }
  }

  private var table: DataTable {
    DataTable(
      columns: [
        DataTable.Column(""), DataTable.Column(chart.x.title, isNumeric: true),
        DataTable.Column(chart.y.title, isNumeric: true),
      ],
      rows: chart.series.filter { !$0.isStepped }.flatMap { series in
        series.points.map { [$0.name, text($0.x, chart.x), text($0.y, chart.y)] }
      })
  }
}

/// An axis of numbers of any kind: where they lie, and its ticks.
private struct NumberAxis {
  var place: (Double) -> Double?
  var ticks: [Axis.Tick]

  init(
    _ axis: ScatterChart.Axis, _ values: [Double], from start: Double, to end: Double,
    _ numbers: NumberStyle
  ) {
    switch axis.kind {
    case .logarithmic:
      let scale = LogScale(covering: values, from: start, to: end)
      place = { scale($0) }
      ticks = Axis.ticks(scale, numbers)
    case .linear:
      let scale = Scale(covering: values, from: start, to: end, tickCount: 5)
      place = { Scale.covers($0) ? scale($0) : nil }
      ticks = scale.ticks.map {
        Axis.Tick(position: scale($0), text: numbers.tick($0, of: scale))
      }
    case .counting:
      let count = Int(values.filter(\.isFinite).max() ?? 1)
      let step = count > 1 ? (end - start) / Double(count - 1) : 0
      place = { $0.isFinite ? start + ($0 - 1) * step : nil }
      ticks = Scale.counting(to: count, most: 10).map {
        Axis.Tick(position: start + Double($0 - 1) * step, text: numbers.integer($0))
      }
    }
  }
}
