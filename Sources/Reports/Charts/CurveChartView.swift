import Markup

/// Draws curves in a square from 0 to 1.
struct CurveChartView {
  private static let height = 352.0
  private static let decimals = 4

  /// Where the values of the curves are read.
  private static let readingCount = 10

  let chart: CurveChart
  let words: Words

  static func node(_ chart: CurveChart, id: String, _ words: Words) -> Node {
    CurveChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private static let area: Box = Box(
    left: 44, top: 28, right: ChartFrame.usualWidth - 12,
    bottom: height - Axis.tickHeight - Axis.titleHeight)

  private let x: Scale = Scale(
    covering: [0, 1], from: CurveChartView.area.left, to: CurveChartView.area.right, tickCount: 5)
  private let y: Scale = Scale(
    covering: [0, 1], from: CurveChartView.area.bottom, to: CurveChartView.area.top, tickCount: 5)

  private var frame: ChartFrame {
    let axes =
      Axis.left(y, words.numbers, title: chart.yTitle).marks(around: Self.area)
      + Axis.bottom(x, words.numbers, title: chart.xTitle).marks(around: Self.area)
    let diagonal: [Mark] =
      chart.hasDiagonal ? [.rule(Place(x(0), y(0)), Place(x(1), y(1)), .mark)] : []
    return ChartFrame(
      title: chart.title, description: description, width: ChartFrame.usualWidth,
      height: Self.height,
      drawing: (axes + diagonal + chart.curves.enumerated().map { curve($0.element, $0.offset) })
        .nodes,
      legend: chart.curves.count > 1
        ? Legend.lines(
          chart.curves.enumerated().map { ($0.element.name, SeriesStyle($0.offset)) }) : .empty,
      table: table, readings: readings)
  }

  private func curve(_ curve: CurveChart.Curve, _ index: Int) -> Mark {
    let style = SeriesStyle(index)
    let places = curve.points.map { Place(x($0.x), y($0.y)) }
    // A few points whose shape tells the curves apart where the colour does not.
    let shapes: [Mark] =
      chart.curves.count < 2
      ? [] : [0.25, 0.5, 0.75].map { .point(Self.place(places, at: $0), style.shape) }
    return .group(
      style: style.lineClass, title: summary(curve),
      [.line(places)] + (places.isEmpty ? [] : shapes))
  }

  /// The place at a share of a line's length.
  private static func place(_ places: [Place], at share: Double) -> Place {
    let lengths = zip(places, places.dropFirst())
      .map { (($1.x - $0.x) * ($1.x - $0.x) + ($1.y - $0.y) * ($1.y - $0.y)).squareRoot() }
    var rest = lengths.reduce(0, +) * share
    for (index, length) in lengths.enumerated() {
      if rest <= length, length > 0 {
        let (a, b) = (places[index], places[index + 1])
        return Place(a.x + (b.x - a.x) * rest / length, a.y + (b.y - a.y) * rest / length)
      }
      rest -= length
    }
    return places[places.count - 1]
  }

  private func summary(_ curve: CurveChart.Curve) -> String {
    "\(curve.name): \(words.numbers.fixed(curve.value, Self.decimals))"
  }

  /// The heights of the curves, at tenths of the axis.
  private var readings: [Readings.Item] {
    (0...Self.readingCount).map { step in
      let place = Double(step) / Double(Self.readingCount)
      let half = 0.5 / Double(Self.readingCount)
      return Readings.Item(
        title: "\(chart.xTitle) \(words.numbers.fixed(place, 1))",
        values: chart.curves.enumerated().map { index, curve in
          (SeriesStyle(index), "\(curve.name) \(height(of: curve, at: place))")
        },
        zone: Box(
          left: x(max(place - half, 0)), top: Self.area.top, right: x(min(place + half, 1)),
          bottom: Self.area.bottom), place: Place(x(place), Self.area.top))
    }
  }

  /// The height of a curve at a place: the highest, where it goes straight up there.
  private func height(of curve: CurveChart.Curve, at place: Double) -> String {
    let heights = zip(curve.points, curve.points.dropFirst()).compactMap { a, b -> Double? in
      guard min(a.x, b.x)...max(a.x, b.x) ~= place else { return nil }
      return a.x == b.x ? max(a.y, b.y) : a.y + (b.y - a.y) * (place - a.x) / (b.x - a.x)
    }
    return heights.max().map { words.numbers.fixed($0, 2) } ?? "–"
  }

  private var description: [String] {
    ["\(chart.valueTitle): \(chart.curves.map(summary).joined(separator: "; "))\(words.fullStop)"]
      + chart.remarks
  }

  private var table: DataTable {
    DataTable(
      columns: [
        DataTable.Column(words.className), DataTable.Column(chart.valueTitle, isNumeric: true),
      ],
      rows: chart.curves.map { [$0.name, words.numbers.fixed($0.value, Self.decimals)] })
  }
}
