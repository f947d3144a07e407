import Markup

/// Draws bars for classes.
struct BarChartView {
  private static let width = 340.0
  private static let barHeight = 12.0
  private static let gap = 8.0

  /// The most that names may take; longer ones are cut, and shown whole on hovering.
  private static let widestName = 130.0

  let chart: BarChart
  let words: Words

  static func node(_ chart: BarChart, id: String, _ words: Words) -> Node {
    BarChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private var left: Double { min(LabelText.width(of: chart.groups), Self.widestName) + 9 }

  /// Room for the number at the end of the longest bar.
  private var right: Double { LabelText.width(words.numbers.integer(most)) + 6 }

  private var most: Int { max(chart.series.flatMap(\.values).max() ?? 1, 1) }

  private var groupHeight: Double { Double(chart.series.count) * Self.barHeight + Self.gap }

  private var frame: ChartFrame {
    ChartFrame(
      title: chart.title, description: description, width: Self.width,
      height: Double(chart.groups.count) * groupHeight + Self.gap,
      drawing: chart.groups.indices.map(group), legend: legend, table: table)
  }

  private func group(_ index: Int) -> Node {
    let top = Self.gap + Double(index) * groupHeight
    let room = Self.width - left - right
    let middle = top + (groupHeight - Self.gap) / 2 + 4
    var nodes = [
      ChartFrame.name(
        chart.groups[index], widest: Self.widestName,
        ["x": coordinate(left - 7), "y": coordinate(middle), "text-anchor": "end"])
    ]
    for (number, series) in chart.series.enumerated() {
      let y = top + Double(number) * Self.barHeight
      let length = room * Double(series.values[index]) / Double(most)
      nodes.append(
        tag(
          "rect",
          [
            "class": "bar s\(number % 6 + 1)", "x": coordinate(left), "y": coordinate(y),
            "width": coordinate(max(length, 0.5)), "height": coordinate(Self.barHeight - 1.5),
          ]))
      nodes.append(
        tag(
          "text",
          [
            "class": "small", "x": coordinate(left + length + 4), "y": coordinate(y + 9.2),
          ], .text(words.numbers.integer(series.values[index]))))
    }
    return tag("g", [:], all: nodes)
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
              ["class": "bar s\(index % 6 + 1)", "x": "8", "y": "1", "width": "12", "height": "10"])
          ),
          .text(" \(series.name)"))
      })
  }

  private var description: [String] {
    chart.series.compactMap { series in
      guard let least = series.values.enumerated().min(by: { $0.element < $1.element }),
        let most = series.values.enumerated().max(by: { $0.element < $1.element })
      else { return nil }
      guard least.element != most.element else {
        return words.classCountsEqual(series.name, least.element)
      }
      return words.classCountsRange(
        series.name, least.element, chart.groups[least.offset], most.element,
        chart.groups[most.offset])
    }
  }

  private var table: DataTable {
    DataTable(
      columns: [DataTable.Column(words.className)]
        + chart.series.map { DataTable.Column($0.name, isNumeric: true) },
      rows: chart.groups.enumerated().map { index, group in
        [group] + chart.series.map { words.numbers.integer($0.values[index]) }
      })
  }
}
