import Markup

/// Draws a confusion matrix.
struct MatrixChartView {
  private static let cell = 36.0

  let chart: MatrixChart
  let words: Words

  static func node(_ chart: MatrixChart, id: String, _ words: Words) -> Node {
    MatrixChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private var left: Double { textWidth(chart.classes) + 26 }

  /// Column labels stand at an angle of 45 degrees.
  private var top: Double { textWidth(chart.classes) * 0.72 + 30 }

  private var frame: ChartFrame {
    let side = Double(chart.classes.count) * Self.cell
    return ChartFrame(
      title: words.confusionMatrix, description: description,
      width: left + side + textWidth(chart.classes) * 0.5 + 8, height: top + side + 6,
      drawing: labels + cells, table: table, scrolls: true)
  }

  private var labels: [Node] {
    let side = Double(chart.classes.count) * Self.cell
    var nodes = [
      tag(
        "text",
        [
          "class": "axis", "x": coordinate(left + side / 2), "y": "13", "text-anchor": "middle",
        ], .text(words.predictedClass)),
      tag(
        "text",
        [
          "class": "axis", "text-anchor": "middle",
          "transform": "translate(13 \(coordinate(top + side / 2))) rotate(-90)",
        ], .text(words.trueClass)),
    ]
    for (index, name) in chart.classes.enumerated() {
      let center = (Double(index) + 0.5) * Self.cell
      nodes.append(
        tag(
          "text",
          [
            "class": "tick", "x": coordinate(left - 7), "y": coordinate(top + center + 4),
            "text-anchor": "end",
          ], .text(name)))
      nodes.append(
        tag(
          "text",
          [
            "class": "tick",
            "transform":
              "translate(\(coordinate(left + center - 2)) \(coordinate(top - 7))) rotate(-45)",
          ], .text(name)))
    }
    return nodes
  }

  private var cells: [Node] {
    chart.counts.enumerated().flatMap { row, counts in
      let total = counts.reduce(0, +)
      return counts.enumerated().map { column, count in
        let share = total == 0 ? 0 : Double(count) / Double(total)
        let x = left + Double(column) * Self.cell
        let y = top + Double(row) * Self.cell
        let title =
          "\(chart.classes[row]) → \(chart.classes[column]): \(words.numbers.integer(count))"
        let isMistake = row != column
        return tag(
          "g", ["class": "cell"],
          tag(
            "rect",
            [
              "class": isMistake ? "miss" : "hit", "x": coordinate(x + 0.5),
              "y": coordinate(y + 0.5), "width": coordinate(Self.cell - 1),
              "height": coordinate(Self.cell - 1), "fill-opacity": Self.opacity(share),
            ], tag("title", [:], .text(title))),
          tag(
            "text",
            [
              "class": count == 0 ? "none" : share > 0.55 ? "over" : "under",
              "x": coordinate(x + Self.cell / 2), "y": coordinate(y + Self.cell / 2 + 4),
              "text-anchor": "middle",
            ], .text(text(count, share))))
      }
    }
  }

  /// The smallest share that is there shall be seen.
  private static func opacity(_ share: Double) -> String {
    share == 0 ? "0.04" : "\(Double(Int((0.12 + 0.88 * share) * 100)) / 100)"
  }

  private func text(_ count: Int, _ share: Double) -> String {
    guard chart.isNormalized else { return String(count) }
    if count == 0 { return "0" }
    return share < 0.095 ? words.numbers.fixed(share * 100, 1) : words.numbers.fixed(share * 100, 0)
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
    let numbers = words.numbers
    return [
      words.confusionRight(numbers.integer(right), numbers.integer(all)),
      worst.map {
        words.confusionWorst(
          chart.classes[$0.row], chart.classes[$0.column], numbers.integer($0.count))
      } ?? words.confusionNoMistake,
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
