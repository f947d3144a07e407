import Markup

/// Draws bars, with their values at their ends.
struct BarChartView {
  private static let barHeight = 17.0
  private static let gap = 10.0

  /// The most that names on the left may take; where one is longer, all stand above their bars.
  private static let widestName = 112.0

  /// The room that is left at the edges.
  private static let margin = 2.0

  let chart: ValueBarChart
  let words: Words

  static func node(_ chart: BarChart, id: String, _ words: Words) -> Node {
    let bars = ValueBarChart(
      title: chart.title, groups: chart.groups,
      series: chart.series.map { series in
        ValueBarChart.Series(
          name: series.name,
          bars: series.values.map {
            ValueBarChart.Bar(value: Double($0), text: words.numbers.integer($0))
          })
      }, remarks: chart.remarks(words))
    return node(bars, id: id, words)
  }

  static func node(_ chart: ValueBarChart, id: String, _ words: Words) -> Node {
    BarChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private var isStacked: Bool { LabelText.width(of: chart.groups) > Self.widestName }

  private var left: Double {
    isStacked ? Self.margin : LabelText.width(of: chart.groups) + 9
  }

  private var nameHeight: Double { isStacked ? EndLabels.spacing : 0 }

  private var barsHeight: Double { Double(chart.series.count) * Self.barHeight }

  private var groups: BandScale {
    BandScale(start: Self.gap / 2, step: nameHeight + barsHeight + Self.gap, gap: Self.gap)
  }

  private var bars: [ValueBarChart.Bar] { chart.series.flatMap(\.bars) }

  /// Where numbers come to lie: 0 is always there, and texts have room beyond the bars.
  private var x: (Double) -> Double {
    let finite = bars.filter { $0.value.isFinite }
    let high = max(finite.map(\.high).max() ?? 0, 0)
    let low = min(finite.map(\.low).min() ?? 0, 0)
    let range = high > low ? high - low : 1
    let right = LabelText.width(of: bars.filter { !($0.value < 0) }.map(\.text)) + 8
    let negative = bars.filter { $0.value < 0 }.map(\.text)
    let start = left + (negative.isEmpty ? 0 : LabelText.width(of: negative) + 8)
    let room = max(ChartFrame.usualWidth - Self.margin - right - start, 40)
    return { start + ($0 - low) / range * room }
  }

  private var frame: ChartFrame {
    ChartFrame(
      title: chart.title, description: chart.remarks.isEmpty ? description : chart.remarks,
      width: ChartFrame.usualWidth, height: groups.start + groups.step * Double(chart.groups.count),
      drawing: chart.groups.indices.map { group($0).node },
      legend: chart.series.count > 1 ? Legend.bars(chart.series.map(\.name)) : .empty,
      table: table)
  }

  private func group(_ index: Int) -> Mark {
    let band = groups(index)
    let x = x
    let name: Mark.Label =
      isStacked
      ? Mark.Label(
        chart.groups[index], at: Place(Self.margin, band.lowerBound + 12), .start, .tick,
        widest: ChartFrame.usualWidth - 2 * Self.margin)
      : Mark.Label(
        chart.groups[index], at: Place(left - 7, (band.lowerBound + band.upperBound) / 2 + 4), .end,
        .tick)
    let bars = chart.series.enumerated().flatMap { number, series -> [Mark] in
      let top = band.lowerBound + nameHeight + Double(number) * Self.barHeight
      return self.bar(
        series.bars[index], style: SeriesStyle.barClass(number), top: top, x)
    }
    return .group(style: nil, title: nil, [.text(name)] + bars)
  }

  private func bar(
    _ bar: ValueBarChart.Bar, style: String, top: Double, _ x: (Double) -> Double
  ) -> [Mark] {
    let zero = x(0)
    guard bar.value.isFinite else {
      return [.text(Mark.Label(bar.text, at: Place(zero + 4, top + 12), .start, .small))]
    }
    let end = x(bar.value)
    let box = Box(
      left: min(zero, end), top: top + 2, right: max(zero, end), bottom: top + Self.barHeight - 2)
    let isNegative = bar.value < 0
    let reach = isNegative ? x(bar.low) - 4 : x(bar.high) + 4
    var marks: [Mark] = [.bar(box, style: style)]
    if bar.low < bar.high {
      marks.append(.rule(Place(x(bar.low), box.middle), Place(x(bar.high), box.middle), .whisker))
    }
    marks.append(
      .text(
        Mark.Label(
          bar.text, at: Place(reach, top + 12.5), isNegative ? .end : .start,
          bar.isBest ? .strong : .small)))
    return marks
  }

  /// The ends of every series.
  private var description: [String] {
    chart.series.compactMap { series in
      let known = series.bars.enumerated().filter { $0.element.value.isFinite }
      guard let least = known.min(by: { $0.element.value < $1.element.value }),
        let most = known.max(by: { $0.element.value < $1.element.value })
      else { return nil }
      return words.charts.range(
        series.name, least.element.text, chart.groups[least.offset], most.element.text,
        chart.groups[most.offset])
    }
  }

  private var table: DataTable {
    DataTable(
      columns: [DataTable.Column(chart.groupTitle ?? words.className)]
        + chart.series.map { DataTable.Column($0.name, isNumeric: true) },
      rows: chart.groups.enumerated().map { index, group in
        [group] + chart.series.map { $0.bars[index].text }
      })
  }
}

extension BarChart {
  /// How many examples the classes of every split have.
  fileprivate func remarks(_ words: Words) -> [String] {
    series.compactMap { series in
      guard let least = series.values.enumerated().min(by: { $0.element < $1.element }),
        let most = series.values.enumerated().max(by: { $0.element < $1.element })
      else { return nil }
      guard least.element != most.element else {
        return words.classCountsEqual(series.name, least.element)
      }
      return words.classCountsRange(
        series.name, least.element, groups[least.offset], most.element, groups[most.offset])
    }
  }
}
