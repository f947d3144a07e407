import Markup

/// Draws how far probabilities agree with what came true: a bar for every bin, beside the line on which
/// they would.
struct CalibrationChartView {
  private static let height = 352.0

  let chart: CalibrationChart
  let words: Words

  static func node(_ chart: CalibrationChart, id: String, _ words: Words) -> Node {
    CalibrationChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private static let area: Box = Box(
    left: 44, top: 28, right: ChartFrame.usualWidth - 12,
    bottom: height - Axis.tickHeight - Axis.titleHeight)

  private let x: Scale = Scale(
    covering: [0, 1], from: CalibrationChartView.area.left, to: CalibrationChartView.area.right,
    tickCount: 5)
  private let y: Scale = Scale(
    covering: [0, 1], from: CalibrationChartView.area.bottom, to: CalibrationChartView.area.top,
    tickCount: 5)

  private var filled: [CalibrationChart.Bin] { chart.bins.filter { $0.count > 0 } }

  private var xTitle: String {
    chart.positiveClass.map(words.judging.probabilityOf) ?? words.judging.confidence
  }

  private var yTitle: String {
    chart.positiveClass.map(words.judging.shareOf) ?? words.judging.shareRight
  }

  private var frame: ChartFrame {
    let axes =
      Axis.left(y, words.numbers, title: yTitle).marks(around: Self.area)
      + Axis.bottom(x, words.numbers, title: xTitle).marks(around: Self.area)
    let diagonal = Mark.group(
      style: nil, title: words.judging.wellCalibrated,
      [.rule(Place(x(0), y(0)), Place(x(1), y(1)), .mark)])
    return ChartFrame(
      title: words.judging.calibration, description: description, width: ChartFrame.usualWidth,
      height: Self.height, drawing: (axes + filled.map(bar) + [diagonal, means]).nodes,
      table: table, readings: filled.map(reading))
  }

  private func bar(_ bin: CalibrationChart.Bin) -> Mark {
    .group(
      style: nil, title: summary(bin),
      [
        .bar(
          Box(
            left: x(bin.bounds.lowerBound) + 0.5, top: y(bin.shareTrue),
            right: x(bin.bounds.upperBound) - 0.5, bottom: y(0)), style: "bar s1 f1")
      ])
  }

  /// Where the bins really lie.
  private var means: Mark {
    let style = SeriesStyle(1)
    let places = filled.map { Place(x($0.meanProbability), y($0.shareTrue)) }
    return .group(
      style: style.lineClass, title: nil,
      [.line(places)] + places.map { .point($0, style.shape) })
  }

  private func reading(_ bin: CalibrationChart.Bin) -> Readings.Item {
    Readings.Item(
      title: "\(xTitle) \(bounds(bin))",
      values: [
        (nil, "\(words.judging.meanProbability) \(words.numbers.fixed(bin.meanProbability, 3))"),
        (nil, "\(yTitle) \(words.numbers.fixed(bin.shareTrue, 3))"),
        (nil, "\(words.examples) \(words.numbers.integer(bin.count))"),
      ],
      zone: Box(
        left: x(bin.bounds.lowerBound), top: Self.area.top, right: x(bin.bounds.upperBound),
        bottom: Self.area.bottom), place: Place(x(bin.meanProbability), Self.area.top))
  }

  private func bounds(_ bin: CalibrationChart.Bin) -> String {
    "\(words.numbers.shortest(bin.bounds.lowerBound))–\(words.numbers.shortest(bin.bounds.upperBound))"
  }

  private func summary(_ bin: CalibrationChart.Bin) -> String {
    "\(bounds(bin)): \(words.numbers.fixed(bin.meanProbability, 3)) → "
      + "\(words.numbers.fixed(bin.shareTrue, 3)) (\(words.numbers.integer(bin.count)))"
  }

  private var description: [String] {
    let error = words.numbers.fixed(chart.expectedError, 4)
    let surer = filled.reduce(0) { $0 + Double($1.count) * ($1.meanProbability - $1.shareTrue) }
    let tendency =
      chart.positiveClass != nil
      ? [] : [surer > 0 ? words.judging.tooSure : words.judging.notSureEnough]
    return [words.judging.calibrationError(error, chart.bins.count)]
      + (chart.expectedError < Self.smallError ? [] : tendency)
  }

  /// Of a smaller error no tendency is told.
  private static let smallError = 0.005

  private var table: DataTable {
    DataTable(
      columns: [
        DataTable.Column(xTitle), DataTable.Column(words.judging.meanProbability, isNumeric: true),
        DataTable.Column(yTitle, isNumeric: true),
        DataTable.Column(words.examples, isNumeric: true),
      ],
      rows: chart.bins.map { bin in
        let isEmpty = bin.count == 0
        return [
          bounds(bin), isEmpty ? "–" : words.numbers.fixed(bin.meanProbability, 4),
          isEmpty ? "–" : words.numbers.fixed(bin.shareTrue, 4), words.numbers.integer(bin.count),
        ]
      })
  }
}
