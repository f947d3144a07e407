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
  /// A chart that would be too small on a phone scrolls instead; it is never drawn much larger than
  /// its own size.
  var scrolls = false

  func node(id: String, _ words: Words) -> Node {
    let description = description.joined(separator: " ")
    let svg = tag(
      "svg",
      [
        "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))", "role": "img",
        "aria-labelledby": "\(id)-t \(id)-d", "class": scrolls ? "chart wide" : "chart",
        "style": scrolls
          ? "min-width:\(coordinate(width * 0.85))px;max-width:\(coordinate(width * 1.2))px" : nil,
      ],
      all: [
        tag("title", ["id": "\(id)-t"], .text(title)),
        tag("desc", ["id": "\(id)-d"], .text(description)),
      ]
        + drawing)
    return tag(
      "figure", ["class": "figure"],
      tag("figcaption", [:], tag("strong", [:], .text(title)), legend),
      scrolls ? tag("div", ["class": "scroll", "tabindex": "0"], svg) : svg,
      tag("p", ["class": "reading"], .text(description)),
      tag(
        "details", ["class": "numbers"], tag("summary", [:], .text(words.asTable)),
        TableView.node(table)))
  }
}
