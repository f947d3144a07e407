import Markup

/// Draws numbers by rows and columns, the better the stronger the colour.
struct HeatChartView {
  private static let cellHeight = 32.0
  private static let leastCellWidth = 46.0

  /// The most that names may take; longer ones are cut, and shown whole on hovering.
  private static let widestName = 110.0

  let chart: HeatChart
  let words: Words

  static func node(_ chart: HeatChart, id: String, _ words: Words) -> Node {
    HeatChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private var cellWidth: Double {
    let texts = chart.values.joined().map(text) + chart.columns
    return min(max(LabelText.width(of: texts) + 10, Self.leastCellWidth), Self.widestName)
  }

  private var left: Double {
    let names = min(LabelText.width(of: chart.rows), Self.widestName)
    return max(names, LabelText.width("\(chart.rowTitle) ↓")) + 9
  }

  private static let top = 42.0

  private var frame: ChartFrame {
    ChartFrame(
      title: chart.title, description: description,
      width: left
        + max(
          Double(chart.columns.count) * cellWidth, LabelText.width("\(chart.columnTitle) →")) + 4,
      height: Self.top + Double(chart.rows.count) * Self.cellHeight + 2,
      drawing: axes + names + cells, table: table, mostGrowth: 1.2, leastShrinkage: 0.78)
  }

  private var axes: [Node] {
    [
      tag(
        "text", ["class": "axis", "x": coordinate(left + 2), "y": "12"],
        .text("\(chart.columnTitle) →")),
      tag(
        "text",
        [
          "class": "axis", "x": coordinate(left - 7), "y": coordinate(Self.top - 8),
          "text-anchor": "end",
        ], .text("\(chart.rowTitle) ↓")),
    ]
  }

  private var names: [Node] {
    let width = cellWidth
    let rows = chart.rows.enumerated().map { index, name in
      ChartFrame.name(
        name, widest: Self.widestName,
        [
          "x": coordinate(left - 7),
          "y": coordinate(Self.top + (Double(index) + 0.5) * Self.cellHeight + 4),
          "text-anchor": "end",
        ])
    }
    let columns = chart.columns.enumerated().map { index, name in
      ChartFrame.name(
        name, widest: width - 4,
        [
          "x": coordinate(left + (Double(index) + 0.5) * width), "y": coordinate(Self.top - 8),
          "text-anchor": "middle",
        ])
    }
    return rows + columns
  }

  private var cells: [Node] {
    let all = chart.values.joined().compactMap { $0 }.filter(\.isFinite)
    let bounds = (low: all.min() ?? 0, high: all.max() ?? 1)
    let width = cellWidth
    return chart.values.enumerated().flatMap { row, values in
      values.enumerated().map { column, value in
        let share = share(of: value, bounds.low, bounds.high)
        let x = left + Double(column) * width
        let y = Self.top + Double(row) * Self.cellHeight
        return tag(
          "g", [:],
          tag(
            "title", [:],
            .text("\(chart.rows[row]), \(chart.columns[column]): \(text(value))")),
          tag(
            "rect",
            [
              "class": "hit", "x": coordinate(x + 0.5), "y": coordinate(y + 0.5),
              "width": coordinate(width - 1), "height": coordinate(Self.cellHeight - 1),
              "fill-opacity": MatrixChartView.opacity(share),
            ]),
          tag(
            "text",
            [
              "class": "share \(MatrixChartView.ink(share, isMistake: false))",
              "x": coordinate(x + width / 2), "y": coordinate(y + Self.cellHeight / 2 + 4),
              "text-anchor": "middle",
            ], .text(text(value))))
      }
    }
  }

  /// How good a number is among all: 0 for the worst, or for none, 1 for the best.
  private func share(of value: Double?, _ low: Double, _ high: Double) -> Double {
    guard let value, value.isFinite, high > low else { return 0 }
    let share = (value - low) / (high - low)
    return chart.prefersSmall ? 1 - share : share
  }

  private func text(_ value: Double?) -> String { value.map(words.numbers.short) ?? "–" }

  private var description: [String] {
    let all = chart.values.enumerated().flatMap { row, values in
      values.enumerated().compactMap { column, value in
        value.map { (value: $0, name: "\(chart.rows[row]), \(chart.columns[column])") }
      }
    }
    guard let least = all.min(by: { $0.value < $1.value }),
      let most = all.max(by: { $0.value < $1.value })
    else { return [] }
    return [
      words.sweep.range(
        chart.title, words.numbers.short(least.value), least.name,
        words.numbers.short(most.value), most.name), words.sweep.strongerIsBetter,
    ]
  }

  private var table: DataTable {
    DataTable(
      columns: [DataTable.Column("\(chart.rowTitle) ↓ \(chart.columnTitle) →")]
        + chart.columns.map { DataTable.Column($0, isNumeric: true) },
      rows: chart.rows.enumerated().map { index, row in [row] + chart.values[index].map(text) })
  }
}
