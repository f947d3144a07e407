import Markup

/// Draws a confusion matrix.
package struct MatrixChartView {
  private static let cell = 32.0

  /// The most that names may take; longer ones are cut, and shown whole on hovering.
  private static let widestName = 110.0

  /// Where the titles of the axes stand.
  private static let titleHeight = 18.0

  let chart: MatrixChart
  let words: Words

  static func node(_ chart: MatrixChart, id: String, _ words: Words) -> Node {
    MatrixChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private var nameWidth: Double { min(LabelText.width(of: chart.classes), Self.widestName) }

  private var left: Double { max(nameWidth, LabelText.width("\(words.trueClass) ↓")) + 9 }

  private var top: Double { Self.titleHeight + nameWidth + 9 }

  private var side: Double { Double(chart.classes.count) * Self.cell }

  private var frame: ChartFrame {
    ChartFrame(
      title: words.confusionMatrix, description: description,
      width: left + max(side, LabelText.width("\(words.predictedClass) →")) + 4,
      height: top + side + 2, drawing: axes + names + cells, table: table, mostGrowth: 1.2,
      leastShrinkage: 0.78)
  }

  private var axes: [Node] {
    [
      tag(
        "text", ["class": "axis", "x": coordinate(left + 2), "y": "12"],
        .text("\(words.predictedClass) →")),
      tag(
        "text",
        [
          "class": "axis", "x": coordinate(left - 7), "y": coordinate(top - 8),
          "text-anchor": "end",
        ], .text("\(words.trueClass) ↓")),
    ]
  }

  private var names: [Node] {
    chart.classes.enumerated().flatMap { index, name in
      let center = (Double(index) + 0.5) * Self.cell
      return [
        ChartFrame.name(
          name, widest: Self.widestName,
          [
            "x": coordinate(left - 7), "y": coordinate(top + center + 4), "text-anchor": "end",
          ]),
        ChartFrame.name(
          name, widest: Self.widestName,
          [
            "transform":
              "translate(\(coordinate(left + center + 4)) \(coordinate(top - 7))) rotate(-90)"
          ]),
      ]
    }
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
        let number = tag(
          "text",
          [
            "class": "share \(Self.ink(share, isMistake: row != column))",
            "x": coordinate(x + Self.cell / 2),
            "y": coordinate(y + Self.cell / 2 + 4), "text-anchor": "middle",
          ], .text(text(count, share)))
        return tag(
          "g", [:],
          tag("title", [:], .text(title)),
          tag(
            "rect",
            [
              "class": row == column ? "hit" : "miss", "x": coordinate(x + 0.5),
              "y": coordinate(y + 0.5), "width": coordinate(Self.cell - 1),
              "height": coordinate(Self.cell - 1), "fill-opacity": Self.opacity(share),
            ]),
          // Without the many zeros the mistakes are seen at a glance.
          count == 0 ? .empty : number)
      }
    }
  }

  /// How strong the colour of a cell is, in hundredths: the smallest share that is there is seen.
  package static func strength(_ share: Double) -> Int {
    share == 0 ? 5 : Int((12 + 88 * share).rounded())
  }

  /// What a number is written with, so that it is read on any strength of the colour, by day and by
  /// night: as the text is, in black, or in the opposite of the text.
  package static func ink(_ share: Double, isMistake: Bool) -> String {
    // Where black on the colour by night, and white on it by day, come to be read better.
    let (black, inverse) = isMistake ? (64, 93) : (67, 87)
    let strength = strength(share)
    return strength < black ? "plain" : strength < inverse ? "black" : "inverse"
  }

  static func opacity(_ share: Double) -> String {
    let hundredths = strength(share)
    return hundredths == 100 ? "1" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
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
