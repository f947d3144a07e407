import Markup

/// What every chart has: a title, a description, a drawing that says both to a screen reader, and its
/// numbers as a table one click away.
struct ChartFrame {
  var title: String
  var description: [String]
  var width: Double
  var height: Double
  var drawing: [Node]
  var legend: Node = .empty
  var table: DataTable

  /// The values that are shown by pointing at a place.
  var readings: [Readings.Item] = []

  /// How far the drawing may grow beyond its own size; text that is too large looks clumsy.
  var mostGrowth = 1.25

  /// How far it may shrink; on a screen that is narrower than that, it scrolls within itself.
  var leastShrinkage: Double?

  /// The width of most drawings: about that of a phone's screen, or of half a page beside a second one.
  ///
  /// So nothing has to shrink to be seen on a phone.
  static let usualWidth = 340.0

  func node(id: String, _ words: Words) -> Node {
    let description = description.joined(separator: " ")
    let svg = tag(
      "svg",
      [
        "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))", "role": "img",
        "aria-labelledby": "\(id)-t \(id)-d", "class": "chart",
      ],
      all: [
        tag("title", ["id": "\(id)-t"], .text(title)),
        tag("desc", ["id": "\(id)-d"], .text(description)),
      ] + drawing)
    let least = leastShrinkage.map { "min-width:\(coordinate(width * $0))px;" } ?? ""
    let plot = tag(
      "div",
      ["class": "plot", "style": "\(least)max-width:\(coordinate(width * mostGrowth))px"], svg,
      Readings(items: readings, width: width, height: height).node(id: id, label: title))
    return tag(
      "figure", ["class": "figure"],
      tag("figcaption", [:], tag("strong", [:], .text(title)), legend),
      leastShrinkage == nil ? plot : ScrollBox.node(named: title, plot),
      tag("p", ["class": "reading"], .text(Typesetting.text(description))),
      tag(
        "details", ["class": "numbers"], tag("summary", [:], .text(words.asTable)),
        TableView.node(table, words)))
  }
}

extension [Mark] {
  /// The marks as SVG.
  var nodes: [Node] { map(\.node) }
}
