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

  /// How far the drawing may grow beyond its own size; text that is too large looks clumsy.
  var mostGrowth = 1.35

  /// How far it may shrink; on a screen that is narrower than that, it scrolls within itself.
  var leastShrinkage: Double?

  func node(id: String, _ words: Words) -> Node {
    let description = description.joined(separator: " ")
    let least = leastShrinkage.map { "min-width:\(coordinate(width * $0))px;" } ?? ""
    let svg = tag(
      "svg",
      [
        "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))", "role": "img",
        "aria-labelledby": "\(id)-t \(id)-d", "class": "chart",
        "style": "\(least)max-width:\(coordinate(width * mostGrowth))px",
      ],
      all: [
        tag("title", ["id": "\(id)-t"], .text(title)),
        tag("desc", ["id": "\(id)-d"], .text(description)),
      ] + drawing)
    return tag(
      "figure", ["class": "figure"],
      tag("figcaption", [:], tag("strong", [:], .text(title)), legend),
      leastShrinkage == nil ? svg : tag("div", ["class": "scroll", "tabindex": "0"], svg),
      tag("p", ["class": "reading"], .text(Typesetting.text(description))),
      tag(
        "details", ["class": "numbers"], tag("summary", [:], .text(words.asTable)),
        TableView.node(table)))
  }

  /// The name of something that is drawn; one that is too long is cut, and whole on hovering.
  static func name(
    _ name: String, widest: Double, _ attributes: KeyValuePairs<String, String?>
  ) -> Node {
    let shown = LabelText.fitting(name, in: widest)
    let place = attributes.compactMap { name, value in value.map { Node.Attribute(name, $0) } }
    return .element(
      "text", [Node.Attribute("class", "tick")] + place,
      [shown == name ? .empty : tag("title", [:], .text(name)), .text(shown)])
  }
}
