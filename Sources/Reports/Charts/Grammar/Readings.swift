import Markup

/// Values of a chart that are shown where somebody points at it, without a script.
///
/// Every place is a radio button: with the keyboard the chart is one stop, and arrow keys go from place
/// to place; a finger taps, and a pointer only needs to hover.
package struct Readings {
  /// A place with its values.
  struct Item {
    /// What the place is: “Epoch 3”.
    var title: String

    /// The values, with the style of their series.
    var values: [(style: SeriesStyle?, text: String)]

    /// Where it is pointed at.
    var zone: Box

    /// Where the values belong.
    var place: Place
  }

  /// More than these would be too many to point at; then they are evenly chosen.
  static let most = 50

  /// So many lines fit into a chart.
  private static let mostValues = 9

  var items: [Item]

  /// The drawing's size.
  var width: Double
  var height: Double

  /// The buttons above the drawing.
  func node(id: String, label: String) -> Node {
    guard !items.isEmpty else { return .empty }
    return tag(
      "div", ["class": "readings", "role": "radiogroup", "aria-label": label],
      all: items.map { node($0, group: "\(id)-at") })
  }

  private func node(_ item: Item, group: String) -> Node {
    func percent(_ value: Double, of whole: Double) -> String {
      "\(coordinate(value / whole * 100))%"
    }
    let zone = item.zone
    let isLeft = item.place.x > width / 2
    let side =
      isLeft
      ? "right:\(percent(width - item.place.x + 6, of: width))"
      : "left:\(percent(item.place.x + 6, of: width))"
    let rows = item.values.prefix(Self.mostValues).map { style, text in
      tag(
        "span", ["class": "value"],
        style.map { Self.sample($0) } ?? .empty, .text(text))
    }
    let rest: [Node] =
      item.values.count > Self.mostValues ? [tag("span", ["class": "value"], "…")] : []
    return tag(
      "label", [:],
      tag("input", ["type": "radio", "name": group]),
      tag(
        "i",
        [
          "class": "zone",
          "style": "left:\(percent(zone.left, of: width));top:\(percent(zone.top, of: height));"
            + "width:\(percent(zone.width, of: width));height:\(percent(zone.height, of: height))",
        ]),
      tag(
        "i",
        [
          "class": "at",
          "style": "left:\(percent(item.place.x, of: width));top:\(percent(zone.top, of: height));"
            + "height:\(percent(zone.height, of: height))",
        ]),
      tag(
        "span", ["class": "tip", "style": "\(side);top:\(percent(zone.top + 4, of: height))"],
        all: [tag("b", [:], .text(item.title))] + rows + rest))
  }

  private static func sample(_ style: SeriesStyle) -> Node {
    tag(
      "svg", ["viewBox": "0 0 12 12", "class": "dot", "aria-hidden": "true"],
      Mark.group(
        style: style.lineClass, title: nil, [.point(Place(6, 6), style.shape)]
      ).node)
  }

  /// At most so many of some places, evenly apart, always with the first and the last.
  package static func chosen(_ count: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    return (0..<most).map { $0 * (count - 1) / (most - 1) }
  }
}
