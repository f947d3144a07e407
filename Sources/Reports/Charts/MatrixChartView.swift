import Markup

/// Draws a confusion matrix.
struct MatrixChartView {
  let chart: MatrixChart
  let words: Words

  static func node(_ chart: MatrixChart, id: String, _ words: Words) -> Node {
    MatrixChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private var frame: ChartFrame {
    let grid = CellGrid(
      rowTitle: words.trueClass, columnTitle: words.predictedClass, rowNames: chart.classes,
      columnNames: chart.classes, cells: cells)
    return ChartFrame(
      title: words.confusionMatrix, description: description, width: grid.width,
      height: grid.height, drawing: grid.marks.nodes, table: table, mostGrowth: 1.2,
      leastShrinkage: 0.85)
  }

  private var cells: [[CellGrid.Cell]] {
    chart.counts.enumerated().map { row, counts in
      let total = counts.reduce(0, +)
      return counts.enumerated().map { column, count in
        let share = total == 0 ? 0 : Double(count) / Double(total)
        return CellGrid.Cell(
          kind: row == column ? .hit : .miss, share: share,
          // Without the many zeros the mistakes are seen at a glance.
          text: count == 0 ? "" : text(count, share),
          title:
            "\(chart.classes[row]) → \(chart.classes[column]): \(words.numbers.integer(count))")
      }
    }
  }

  private func text(_ count: Int, _ share: Double) -> String {
    guard chart.isNormalized else { return String(count) }
    return share < 0.0995
      ? words.numbers.fixed(share * 100, 1) : words.numbers.fixed(share * 100, 0)
  }

  private var description: [String] {
    let all = chart.counts.joined().reduce(0, +)
    let right = chart.counts.indices.reduce(0) { $0 + chart.counts[$1][$1] }
    var worst: (row: Int, column: Int, count: Int)?
    for (row, counts) in chart.counts.enumerated() {
      for (column, count) in counts.enumerated()
      where row != column && count > (worst?.count ?? 0) {
        worst = (row, column, count)
      }
    }
    return [
      words.confusionRight(right, all),
      worst.map { words.confusionWorst(chart.classes[$0.row], chart.classes[$0.column], $0.count) }
        ?? words.confusionNoMistake,
    ] + (chart.isNormalized ? [words.shareOfRow] : [])
  }

  private var table: DataTable {
    DataTable(
      columns: [DataTable.Column("\(words.trueClass) ↓ \(words.predictedClass) →")]
        + chart.classes.map { DataTable.Column($0, isNumeric: true) },
      rows: chart.counts.enumerated().map { row, counts in
        [chart.classes[row]] + counts.map(words.numbers.integer)
      })
  }
}
