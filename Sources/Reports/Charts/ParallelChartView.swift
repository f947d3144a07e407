import Markup

/// Draws lines from axis to axis; the axes lie one below the other, so that their texts have the whole
/// width of a narrow screen.
struct ParallelChartView {
  private static let width = 340.0
  private static let side = 14.0
  private static let top = 22.0
  private static let rowHeight = 62.0
  private static let bottom = 24.0

  let chart: ParallelChart
  let words: Words

  static func node(_ chart: ParallelChart, id: String, _ words: Words) -> Node {
    ParallelChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private func x(_ place: Double) -> Double {
    Self.side + min(max(place, 0), 1) * (Self.width - 2 * Self.side)
  }

  private func y(_ axis: Int) -> Double { Self.top + Double(axis) * Self.rowHeight }

  private var frame: ChartFrame {
    ChartFrame(
      title: chart.title, description: [chart.reading], width: Self.width,
      height: y(chart.axes.count - 1) + Self.bottom,
      drawing: lines + chart.axes.indices.flatMap(axis), table: table)
  }

  /// The best one last, above the others.
  private var lines: [Node] {
    (chart.lines.filter { !$0.isBest } + chart.lines.filter(\.isBest)).map { line in
      let places = line.places.enumerated().compactMap { axis, place in
        place.map { "\(coordinate(x($0))),\(coordinate(y(axis)))" }
      }
      let strength = 0.2 + 0.5 * min(max(line.strength, 0), 1)
      let hundredths = Int((strength * 100).rounded())
      let texts = zip(chart.axes, line.texts).map { "\($0.title) \($1)" }
      return tag(
        "g",
        [
          "class": line.isBest ? "line s2" : "line s1",
          "opacity": line.isBest ? nil : "0.\(hundredths)",
        ], tag("title", [:], .text("\(line.name): \(texts.joined(separator: "; "))")),
        tag("polyline", ["points": places.joined(separator: " ")]))
    }
  }

  private func axis(_ index: Int) -> [Node] {
    let axis = chart.axes[index]
    let height = y(index)
    let rule = tag(
      "line",
      [
        "class": "grid", "x1": coordinate(x(0)), "x2": coordinate(x(1)), "y1": coordinate(height),
        "y2": coordinate(height),
      ])
    let title = LabelText.fitting(axis.title, in: Self.width - 2 * Self.side)
    let name = tag(
      "text", ["class": "axis", "x": "0", "y": coordinate(height - 8)], .text(title))
    return [rule, name]
      + shown(axis.ticks).map { tick, place, anchor in
        tag(
          "text",
          [
            "class": "tick", "x": coordinate(place), "y": coordinate(height + 16),
            "text-anchor": anchor,
          ], .text(tick.text))
      }
  }

  /// The ticks whose texts stand clear of each other, the ends first.
  private func shown(
    _ ticks: [ParallelChart.Tick]
  ) -> [(tick: ParallelChart.Tick, place: Double, anchor: String)] {
    var taken: [ClosedRange<Double>] = []
    var kept: [(tick: ParallelChart.Tick, place: Double, anchor: String)] = []
    let ends = ticks.count > 1 ? [0, ticks.count - 1] : Array(ticks.indices)
    for index in ends + ticks.indices.filter({ !ends.contains($0) }) {
      let tick = ticks[index]
      let text = LabelText.fitting(tick.text, in: Self.width / 2 - 6)
      let width = LabelText.width(text)
      let middle = x(tick.place)
      let start = min(max(middle - width / 2, 0), Self.width - width)
      let range = (start - 3)...(start + width + 3)
      guard !taken.contains(where: { $0.overlaps(range) }) else { continue }
      taken.append(range)
      kept.append((ParallelChart.Tick(tick.place, text), start, "start"))
    }
    return kept
  }

  private var table: DataTable {
    DataTable(
      columns: [DataTable.Column(chart.lineTitle)] + chart.axes.map { DataTable.Column($0.title) },
      rows: chart.lines.map { [$0.name] + $0.texts })
  }
}
