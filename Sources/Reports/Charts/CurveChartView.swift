import Markup

/// Draws curves in a square from 0 to 1.
struct CurveChartView {
  // About the width of a phone's screen, or of half a page beside a second chart.
  private static let width = 340.0
  private static let height = 346.0
  private static let left = 44.0
  private static let right = 12.0
  private static let top = 24.0
  private static let bottom = 38.0
  private static let decimals = 4

  /// The colours there are; further curves are dashed.
  private static let colourCount = 6

  let chart: CurveChart
  let words: Words

  static func node(_ chart: CurveChart, id: String, _ words: Words) -> Node {
    CurveChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private let x = Scale(
    covering: [0, 1], from: left, to: width - right, tickCount: 5)
  private let y = Scale(covering: [0, 1], from: height - bottom, to: top, tickCount: 5)

  private var frame: ChartFrame {
    ChartFrame(
      title: chart.title, description: description, width: Self.width, height: Self.height,
      drawing: axes + diagonal + chart.curves.enumerated().map { curve($0.element, $0.offset) },
      legend: legend, table: table)
  }

  private var axes: [Node] {
    let ends = (coordinate(Self.left), coordinate(Self.width - Self.right))
    let rows = y.ticks.flatMap { tick in
      [
        line("grid", from: (ends.0, coordinate(y(tick))), to: (ends.1, coordinate(y(tick)))),
        label(
          "tick", words.numbers.fixed(tick, y.decimals), x: Self.left - 7, y: y(tick) + 4,
          anchor: "end"),
      ]
    }
    let columns = x.ticks.map { tick in
      label(
        "tick", words.numbers.fixed(tick, x.decimals), x: x(tick),
        y: Self.height - Self.bottom + 17, anchor: "middle")
    }
    return rows + columns + [
      label(
        "axis", chart.xTitle, x: (Self.left + Self.width - Self.right) / 2, y: Self.height - 4,
        anchor: "middle"),
      label("axis", chart.yTitle, x: 0, y: 12, anchor: "start"),
    ]
  }

  private var diagonal: [Node] {
    guard chart.hasDiagonal else { return [] }
    return [
      line(
        "mark", from: (coordinate(x(0)), coordinate(y(0))), to: (coordinate(x(1)), coordinate(y(1)))
      )
    ]
  }

  private func line(
    _ style: String, from start: (String, String), to end: (String, String)
  ) -> Node {
    tag("line", ["class": style, "x1": start.0, "x2": end.0, "y1": start.1, "y2": end.1])
  }

  private func label(
    _ style: String, _ text: String, x: Double, y: Double, anchor: String
  ) -> Node {
    tag(
      "text",
      ["class": style, "x": coordinate(x), "y": coordinate(y), "text-anchor": anchor],
      .text(text))
  }

  private func curve(_ curve: CurveChart.Curve, _ index: Int) -> Node {
    let path = curve.points.map { "\(coordinate(x($0.x))),\(coordinate(y($0.y)))" }
    return tag(
      "g", ["class": Self.style(index)], tag("title", [:], .text(summary(curve))),
      tag("polyline", ["points": path.joined(separator: " ")]))
  }

  private static func style(_ index: Int) -> String {
    let colour = "line s\(index % colourCount + 1)"
    return index / colourCount % 2 == 0 ? colour : "\(colour) dashed"
  }

  private func summary(_ curve: CurveChart.Curve) -> String {
    "\(curve.name): \(words.numbers.fixed(curve.value, Self.decimals))"
  }

  private var legend: Node {
    guard chart.curves.count > 1 else { return .empty }
    return tag(
      "span", ["class": "legend"],
      all: chart.curves.enumerated().map { index, curve in
        tag(
          "span", [:],
          tag(
            "svg", ["viewBox": "0 0 28 12", "class": "swatch", "aria-hidden": "true"],
            tag("g", ["class": Self.style(index)], tag("polyline", ["points": "0,6 28,6"]))),
          .text(" \(curve.name)"))
      })
  }

  private var description: [String] {
    ["\(chart.valueTitle): \(chart.curves.map(summary).joined(separator: "; "))\(words.fullStop)"]
  }

  private var table: DataTable {
    DataTable(
      columns: [
        DataTable.Column(words.className), DataTable.Column(chart.valueTitle, isNumeric: true),
      ],
      rows: chart.curves.map { [$0.name, words.numbers.fixed($0.value, Self.decimals)] })
  }
}
