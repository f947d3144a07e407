import Markup

/// Names beside samples of what they are drawn with.
enum Legend {
  /// For lines with points.
  static func lines(_ items: [(name: String, style: SeriesStyle)]) -> Node {
    node(
      items.map { name, style in
        (
          name,
          Mark.group(
            style: style.lineClass, title: nil,
            [.line([Place(1, 6), Place(27, 6)]), .point(Place(14, 6), style.shape)])
        )
      })
  }

  /// For bars.
  static func bars(_ names: [String]) -> Node {
    node(
      names.enumerated().map { index, name in
        (
          name,
          .bar(Box(left: 8, top: 1, right: 20, bottom: 11), style: SeriesStyle.barClass(index))
        )
      })
  }

  private static func node(_ items: [(name: String, sample: Mark)]) -> Node {
    tag(
      "span", ["class": "legend"],
      all: items.map { name, sample in
        tag(
          "span", [:],
          tag(
            "svg", ["viewBox": "0 0 28 12", "class": "swatch", "aria-hidden": "true"],
            sample.node),
          .text(" \(name)"))
      })
  }
}
