import Markup

/// Draws numbers by rows and columns, the better the stronger the colour.
struct HeatChartView {
  let chart: HeatChart
  let words: Words

  static func node(_ chart: HeatChart, id: String, _ words: Words) -> Node {
    HeatChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private typealias Known = (row: Int, column: Int, value: Double)

  /// The cells that have a number, row by row.
  private var known: [Known] {
    chart.values.enumerated().flatMap { row, values in
      values.enumerated().compactMap { column, value in
        value.flatMap { $0.isFinite ? (row, column, $0) : nil }
      }
    }
  }

  private var frame: ChartFrame {
    let grid = CellGrid(
      rowTitle: chart.rowTitle, columnTitle: chart.columnTitle, rowNames: chart.rows,
      columnNames: chart.columns, cells: cells)
    return ChartFrame(
      title: chart.title, description: description, width: grid.width, height: grid.height,
      drawing: grid.marks.nodes, table: table, mostGrowth: 1.2, leastShrinkage: 0.85)
  }

  private var cells: [[CellGrid.Cell]] {
    let known = known
    let low = known.map(\.value).min() ?? 0
    let high = known.map(\.value).max() ?? 1
    let best = known.max { chart.prefersSmall ? $0.value > $1.value : $0.value < $1.value }
    return chart.values.enumerated().map { row, values in
      values.enumerated().map { column, value in
        let text = text(value)
        return CellGrid.Cell(
          kind: .hit, share: share(of: value, low, high), text: text,
          title: "\(chart.rows[row]), \(chart.columns[column]): \(text)",
          isBest: known.count > 1 && best?.row == row && best?.column == column)
      }
    }
  }

  /// How good a number is among all: 0 for the worst, 1 for the best; nil where there is none.
  private func share(of value: Double?, _ low: Double, _ high: Double) -> Double? {
    guard let value, value.isFinite else { return nil }
    guard high > low else { return 0 }
    let share = (value / (high - low)) - (low / (high - low))
    return chart.prefersSmall ? 1 - share : share
  }

  private func text(_ value: Double?) -> String { value.map(words.numbers.short) ?? "–" }

  private var description: [String] {
    guard let low = known.min(by: { $0.value < $1.value }),
      let high = known.max(by: { $0.value < $1.value })
    else { return [] }
    func place(_ cell: Known) -> String { "\(chart.rows[cell.row]), \(chart.columns[cell.column])" }
    return [
      words.charts.range(chart.title, text(low.value), place(low), text(high.value), place(high)),
      words.sweep.strongerIsBetter,
    ]
  }

  private var table: DataTable {
    DataTable(
      columns: [DataTable.Column("\(chart.rowTitle) ↓ \(chart.columnTitle) →")]
        + chart.columns.map { DataTable.Column($0, isNumeric: true) },
      rows: chart.rows.enumerated().map { index, row in [row] + chart.values[index].map(text) })
  }
}
