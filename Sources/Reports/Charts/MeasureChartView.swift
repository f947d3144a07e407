import Markup

/// Draws numbers of several things as bars, with a line across each for how far others lie around it.
struct MeasureChartView {
  private static let width = 340.0
  private static let barHeight = 13.0
  private static let gap = 9.0

  /// The most that names may take; longer ones are cut, and shown whole on hovering.
  private static let widestName = 130.0

  private static let colourCount = 6

  let chart: MeasureChart
  let words: Words

  static func node(_ chart: MeasureChart, id: String, _ words: Words) -> Node {
    MeasureChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private var left: Double { min(LabelText.width(of: chart.groups), Self.widestName) + 9 }

  /// Room for the longest number at the end of a bar.
  private var right: Double {
    LabelText.width(
      of: chart.series.flatMap { series in
        chart.groups.indices.map { text(series, $0) }
      }) + 6
  }

  /// The numbers that the drawing covers: bars begin at nothing.
  private var bounds: (low: Double, high: Double) {
    var low = 0.0
    var high = 0.0
    for series in chart.series {
      for (value, deviation) in zip(series.values, series.deviations) {
        guard let value, value.isFinite else { continue }
        low = min(low, value - (deviation ?? 0))
        high = max(high, value + (deviation ?? 0))
      }
    }
    // A deviation that reaches below nothing says nothing about where bars begin.
    let hasNegative = chart.series.contains { $0.values.contains { ($0 ?? 0) < 0 } }
    return (hasNegative ? low : 0, high > 0 || hasNegative ? high : 1)
  }

  private var groupHeight: Double { Double(chart.series.count) * Self.barHeight + Self.gap }

  private var frame: ChartFrame {
    ChartFrame(
      title: chart.title, description: description, width: Self.width,
      height: Double(chart.groups.count) * groupHeight + Self.gap,
      drawing: chart.groups.indices.map(group), legend: legend, table: table)
  }

  private func group(_ index: Int) -> Node {
    let top = Self.gap + Double(index) * groupHeight
    let bounds = bounds
    let room = Self.width - left - right
    func place(_ value: Double) -> Double {
      left + room * (min(max(value, bounds.low), bounds.high) - bounds.low)
        / max(bounds.high - bounds.low, .leastNormalMagnitude)
    }
    var nodes = [
      ChartFrame.name(
        chart.groups[index], widest: Self.widestName,
        [
          "x": coordinate(left - 7),
          "y": coordinate(top + (groupHeight - Self.gap) / 2 + 4), "text-anchor": "end",
        ])
    ]
    for (number, series) in chart.series.enumerated() {
      let y = top + Double(number) * Self.barHeight
      var end = place(0)
      if let value = series.values[index], value.isFinite {
        let ends = (min(place(0), place(value)), max(place(0), place(value)))
        nodes.append(
          tag(
            "rect",
            [
              "class": Self.style(number), "x": coordinate(ends.0), "y": coordinate(y),
              "width": coordinate(max(ends.1 - ends.0, 0.5)),
              "height": coordinate(Self.barHeight - 2),
            ]))
        end = ends.1
        if let deviation = series.deviations[index], deviation > 0 {
          let reach = (place(value - deviation), place(value + deviation))
          nodes += whisker(from: reach.0, to: reach.1, y: y + (Self.barHeight - 2) / 2)
          end = max(end, reach.1)
        }
      }
      nodes.append(
        tag(
          "text", ["class": "small", "x": coordinate(end + 4), "y": coordinate(y + 9.4)],
          .text(text(series, index))))
    }
    return tag("g", [:], all: nodes)
  }

  private func whisker(from start: Double, to end: Double, y: Double) -> [Node] {
    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Node {
      tag(
        "line",
        [
          "class": "whisker", "x1": coordinate(x1), "y1": coordinate(y1), "x2": coordinate(x2),
          "y2": coordinate(y2),
        ])
    }
    return [
      line(start, y, end, y), line(start, y - 3, start, y + 3), line(end, y - 3, end, y + 3),
    ]
  }

  private static func style(_ number: Int) -> String { "bar s\(number % colourCount + 1)" }

  private func text(_ series: MeasureChart.Series, _ group: Int) -> String {
    guard let value = series.values[group] else { return "–" }
    let deviation = series.deviations[group]
    return words.numbers.short(value, deviations: deviation.map { [$0] } ?? [], 0)
  }

  private var legend: Node {
    guard chart.series.count > 1 else { return .empty }
    return tag(
      "span", ["class": "legend"],
      all: chart.series.enumerated().map { index, series in
        tag(
          "span", [:],
          tag(
            "svg", ["viewBox": "0 0 28 12", "class": "swatch", "aria-hidden": "true"],
            tag(
              "rect",
              ["class": Self.style(index), "x": "8", "y": "1", "width": "12", "height": "10"])),
          .text(" \(series.name)"))
      })
  }

  /// The best and the worst number, with whose they are.
  private var description: [String] {
    let all = chart.groups.indices.flatMap { group in
      chart.series.compactMap { series in
        series.values[group].map {
          (
            value: $0,
            name: [chart.groups[group], series.name].filter { !$0.isEmpty }.joined(separator: ", ")
          )
        }
      }
    }
    guard let least = all.min(by: { $0.value < $1.value }),
      let most = all.max(by: { $0.value < $1.value })
    else { return [] }
    return [
      words.sweep.range(
        chart.measure, words.numbers.short(least.value), least.name,
        words.numbers.short(most.value), most.name)
    ]
  }

  private var table: DataTable {
    DataTable(
      columns: [DataTable.Column("")]
        + chart.series.map {
          DataTable.Column($0.name.isEmpty ? chart.measure : $0.name, isNumeric: true)
        },
      rows: chart.groups.enumerated().map { index, group in
        [group] + chart.series.map { text($0, index) }
      })
  }
}
