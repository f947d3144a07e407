import Markup

/// Draws lines over the epochs.
struct LineChartView {
  // About the width of a phone's screen, or of half a page beside a second chart.
  private static let width = 340.0
  private static let height = 220.0
  private static let right = 12.0
  private static let top = 10.0
  private static let bottom = 38.0

  /// With more epochs their values stand in the table alone: nobody could point at one.
  private static let mostReadings = 200

  let chart: LineChart
  let words: Words

  static func node(_ chart: LineChart, id: String, _ words: Words) -> Node {
    LineChartView(chart: chart, words: words).frame.node(id: id, words)
  }

  private var epochCount: Int { chart.series.map(\.values.count).max() ?? 0 }

  private var left: Double {
    let y = y
    return LabelText.width(of: y.ticks.map { words.numbers.fixed($0, y.decimals) }) + 10
  }

  private var x: (Int) -> Double {
    let left = left
    let count = max(epochCount - 1, 1)
    let isSingle = epochCount == 1
    return { epoch in
      let share = isSingle ? 0.5 : Double(epoch - 1) / Double(count)
      return left + share * (Self.width - left - Self.right)
    }
  }

  private var y: Scale {
    Scale(
      covering: chart.series.flatMap { series in
        series.values + series.band.flatMap { [$0.low, $0.high] }
      }, from: Self.height - Self.bottom, to: Self.top,
      tickCount: 5)
  }

  private var frame: ChartFrame {
    ChartFrame(
      title: chart.title, description: description, width: Self.width, height: Self.height,
      drawing: axes + marks + chart.series.enumerated().map { line($0.element, index: $0.offset) }
        + readings,
      legend: legend, table: table)
  }

  private var axes: [Node] {
    let left = left
    let y = y
    let x = x
    var nodes: [Node] = []
    for tick in y.ticks {
      let position = coordinate(y(tick))
      nodes.append(
        tag(
          "line",
          [
            "class": "grid", "x1": coordinate(left), "x2": coordinate(Self.width - Self.right),
            "y1": position, "y2": position,
          ]))
      nodes.append(
        tag(
          "text",
          [
            "class": "tick", "x": coordinate(left - 7), "y": coordinate(y(tick) + 4),
            "text-anchor": "end",
          ], .text(words.numbers.fixed(tick, y.decimals))))
    }
    for epoch in epochTicks {
      nodes.append(
        tag(
          "text",
          [
            "class": "tick", "x": coordinate(x(epoch)),
            "y": coordinate(Self.height - Self.bottom + 17), "text-anchor": "middle",
          ], .text("\(epoch)")))
    }
    nodes.append(
      tag(
        "text",
        [
          "class": "axis", "x": coordinate((left + Self.width - Self.right) / 2),
          "y": coordinate(Self.height - 4), "text-anchor": "middle",
        ], .text(words.epoch)))
    return nodes
  }

  /// At most ten epochs, evenly apart, beginning with the first.
  private var epochTicks: [Int] {
    guard epochCount > 0 else { return [] }
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].first { epochCount / $0 <= 10 } ?? 5000
    return [1] + stride(from: step, through: epochCount, by: step).filter { $0 > 1 }
  }

  private var marks: [Node] {
    let x = x
    return chart.marks.filter { $0.epoch >= 1 && $0.epoch < epochCount }.flatMap { mark in
      let position = (x(mark.epoch) + x(mark.epoch + 1)) / 2
      let line = tag(
        "line",
        [
          "class": "mark", "x1": coordinate(position), "x2": coordinate(position),
          "y1": coordinate(Self.top), "y2": coordinate(Self.height - Self.bottom),
        ], tag("title", [:], .text(name(of: mark))))
      return mark.isFineTuning ? [line, label(of: mark, at: position)] : [line]
    }
  }

  private func name(of mark: LineChart.Mark) -> String {
    mark.isFineTuning ? words.fineTuningStarts : words.continuesHere
  }

  /// The name of a mark, on the side where there is more room.
  private func label(of mark: LineChart.Mark, at position: Double) -> Node {
    let isLeft = position > Self.width / 2
    let room = isLeft ? position - left : Self.width - Self.right - position
    return tag(
      "text",
      [
        "class": "tick", "x": coordinate(position + (isLeft ? -4 : 4)),
        "y": coordinate(Self.top + 10), "text-anchor": isLeft ? "end" : "start",
      ], .text(LabelText.fitting(name(of: mark), in: room - 4)))
  }

  private func line(_ series: LineChart.Series, index: Int) -> Node {
    let y = y
    let x = x
    let points = series.values.enumerated().filter { $0.element.isFinite }
    let path = points.map { "\(coordinate(x($0.offset + 1))),\(coordinate(y($0.element)))" }
    // Points of a long training would run into each other.
    let dots: [Node] =
      epochCount > 60
      ? []
      : points.map { offset, value in
        let x = x(offset + 1)
        let y = y(value)
        return series.isValidation
          ? tag(
            "rect",
            ["x": coordinate(x - 3), "y": coordinate(y - 3), "width": "6", "height": "6"])
          : tag("circle", ["cx": coordinate(x), "cy": coordinate(y), "r": "3"])
      }
    return tag(
      "g", ["class": Self.style(series, index: index)],
      all: band(series) + [tag("polyline", ["points": path.joined(separator: " ")])] + dots)
  }

  /// The area around a line in which the values lie.
  private func band(_ series: LineChart.Series) -> [Node] {
    guard !series.band.isEmpty else { return [] }
    let y = y
    let x = x
    let upper = series.band.map { "\(coordinate(x($0.epoch))),\(coordinate(y($0.high)))" }
    let lower = series.band.reversed().map { "\(coordinate(x($0.epoch))),\(coordinate(y($0.low)))" }
    return [tag("polygon", ["points": (upper + lower).joined(separator: " ")])]
  }

  /// The values of every epoch, shown by pointing anywhere above or below them.
  private var readings: [Node] {
    guard 1...Self.mostReadings ~= epochCount else { return [] }
    let x = x
    let ends = (left, Self.width - Self.right)
    return (1...epochCount).map { epoch in
      let values = chart.series.compactMap { series -> String? in
        guard series.values.indices.contains(epoch - 1) else { return nil }
        let value = words.numbers.short(
          series.values[epoch - 1], deviations: series.deviations, epoch - 1)
        return "\(series.name) \(value)"
      }
      let start = epoch == 1 ? ends.0 : (x(epoch - 1) + x(epoch)) / 2
      let end = epoch == epochCount ? ends.1 : (x(epoch) + x(epoch + 1)) / 2
      let top = coordinate(Self.top)
      let position = coordinate(x(epoch))
      return tag(
        "g", ["class": "at"],
        tag("title", [:], .text("\(words.epoch) \(epoch): \(values.joined(separator: "; "))")),
        tag(
          "rect",
          [
            "x": coordinate(start), "y": top, "width": coordinate(end - start),
            "height": coordinate(Self.height - Self.bottom - Self.top),
          ]),
        tag(
          "line",
          [
            "x1": position, "x2": position, "y1": top,
            "y2": coordinate(Self.height - Self.bottom),
          ]))
    }
  }

  private static func style(_ series: LineChart.Series, index: Int) -> String {
    series.isValidation ? "line s\(index % 6 + 1) dashed" : "line s\(index % 6 + 1)"
  }

  private var legend: Node {
    guard chart.series.count > 1 else { return .empty }
    return tag(
      "span", ["class": "legend"],
      all: chart.series.enumerated().map { index, series in
        let marker =
          series.isValidation
          ? tag("rect", ["x": "11", "y": "3", "width": "6", "height": "6"])
          : tag("circle", ["cx": "14", "cy": "6", "r": "3"])
        return tag(
          "span", [:],
          tag(
            "svg", ["viewBox": "0 0 28 12", "class": "swatch", "aria-hidden": "true"],
            tag(
              "g", ["class": Self.style(series, index: index)],
              tag("polyline", ["points": "0,6 28,6"]), marker)),
          .text(" \(series.name)"))
      })
  }

  private var description: [String] {
    let sentences: [String] = chart.series.compactMap { series in
      guard let first = series.values.first, let last = series.values.last else { return nil }
      let count = series.values.count
      guard count > 1 else {
        return "\(series.name): \(words.numbers.short(first))\(words.fullStop)"
      }
      var text = words.seriesFromTo(
        series.name, words.numbers.short(first), words.numbers.short(last), count)
      let best =
        chart.prefersSmall
        ? series.values.enumerated().min { $0.element < $1.element }
        : series.values.enumerated().max { $0.element < $1.element }
      if let best, best.offset != count - 1, best.offset != 0 {
        let value = words.numbers.short(best.element)
        text +=
          "; "
          + (chart.prefersSmall
            ? words.lowest(value, best.offset + 1) : words.highest(value, best.offset + 1))
      }
      return text + words.fullStop
    }
    let marks = chart.marks.map {
      "\(words.epoch) \($0.epoch + 1): \(name(of: $0))\(words.fullStop)"
    }
    return sentences + marks
  }

  private var table: DataTable {
    DataTable(
      columns: [DataTable.Column(words.epoch, isNumeric: true)]
        + chart.series.map { DataTable.Column($0.name, isNumeric: true) },
      rows: (0..<epochCount).map { epoch in
        ["\(epoch + 1)"]
          + chart.series.map {
            $0.values.indices.contains(epoch)
              ? words.numbers.short($0.values[epoch], deviations: $0.deviations, epoch) : "–"
          }
      })
  }
}
