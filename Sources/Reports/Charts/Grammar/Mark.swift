import Markup

/// What charts draw, at its coordinates.
enum Mark {
  /// Straight pieces from place to place.
  case line([Place])
  /// The area between two lines.
  case band(upper: [Place], lower: [Place])
  /// A point.
  case point(Place, PointShape)
  /// A bar.
  case bar(Box, style: String)
  /// A cell of a grid, as strong as a share.
  case cell(Box, ColorScale.Kind, share: Double)
  /// A frame around a cell.
  case outline(Box)
  /// A line that helps to read the others.
  case rule(Place, Place, RuleKind)
  /// A line from place to place that ends in an arrow.
  case arrow([Place])
  /// Text.
  case text(Label)
  /// Marks that belong together, with the style of the group and what it says when it is pointed at.
  case group(style: String?, title: String?, [Mark])

  /// What a rule is for.
  enum RuleKind: String {
    /// Where a tick is.
    case grid
    /// A place that means something.
    case mark
    /// From a mark to its label.
    case leader
    /// How far a value varies.
    case whisker
  }

  /// Text in a chart.
  struct Label {
    /// What stands there, if need be shortened.
    var text: String

    /// Where the base line begins, is centred or ends.
    var place: Place

    /// Which part of the text is at the place.
    var anchor = Anchor.start

    /// How it looks.
    var style: Style

    /// Whether it goes upwards.
    var isTurned = false

    /// All of the text, where it was shortened.
    var whole: String?

    /// The colour on a coloured ground, of a colour scale.
    var ink: String?

    /// Which part of a text is at its place.
    enum Anchor: String {
      case start, middle, end
    }

    /// How a text looks.
    enum Style: String {
      case tick, axis, small, name, strong, title

      /// How wide it is beside usual text.
      var scale: Double {
        switch self {
        case .tick, .axis, .name: 1
        case .small: 11 / LabelText.size
        // Bold letters are wider.
        case .strong: 1
        case .title: 1.08
        }
      }
    }

    /// Text that is shortened where it is too long; it is whole when it is pointed at.
    init(
      _ text: String, at place: Place, _ anchor: Anchor = .start, _ style: Style,
      widest: Double = .infinity
    ) {
      self.text = LabelText.fitting(text, in: widest / style.scale)
      self.place = place
      self.anchor = anchor
      self.style = style
      whole = self.text == text ? nil : text
    }
  }

  /// How far a point reaches from its middle.
  static let pointRadius = 3.0

  /// The mark as SVG.
  var node: Node {
    switch self {
    case .line(let places): tag("polyline", ["points": Place.list(places)])
    case .band(let upper, let lower):
      tag("polygon", ["points": Place.list(upper + lower.reversed())])
    case .point(let place, let shape): Self.point(place, shape)
    case .bar(let box, let style):
      tag(
        "rect",
        [
          "class": style, "x": coordinate(box.left), "y": coordinate(box.top),
          "width": coordinate(max(box.width, 0.5)), "height": coordinate(box.height),
        ])
    case .cell(let box, let kind, let share):
      tag(
        "rect",
        [
          "class": kind.rawValue, "x": coordinate(box.left), "y": coordinate(box.top),
          "width": coordinate(box.width), "height": coordinate(box.height),
          "fill-opacity": ColorScale.opacity(share),
        ])
    case .outline(let box):
      tag(
        "rect",
        [
          "class": "outline", "x": coordinate(box.left), "y": coordinate(box.top),
          "width": coordinate(box.width), "height": coordinate(box.height),
        ])
    case .rule(let start, let end, let kind):
      tag(
        "line",
        [
          "class": kind.rawValue, "x1": coordinate(start.x), "y1": coordinate(start.y),
          "x2": coordinate(end.x), "y2": coordinate(end.y),
        ])
    case .arrow(let places): Self.arrow(places)
    case .text(let label): Self.text(label)
    case .group(let style, let title, let marks):
      tag(
        "g", ["class": style],
        all: (title.map { [tag("title", [:], .text($0))] } ?? []) + marks.map(\.node))
    }
  }

  private static func arrow(_ places: [Place]) -> Node {
    let line = tag("polyline", ["class": "edge", "points": Place.list(places)])
    guard let tip = places.last, places.count > 1 else { return line }
    // Connections end downwards or to the right.
    let isDown = places[places.count - 2].x == tip.x
    let head = isDown ? "l-3.2 -5.5h6.4z" : "l-5.5 -3.2v6.4z"
    return .fragment([
      line,
      tag(
        "path",
        ["class": "head", "d": "M\(coordinate(tip.x)) \(coordinate(tip.y))\(head)"]),
    ])
  }

  private static func point(_ place: Place, _ shape: PointShape) -> Node {
    let (x, y) = (place.x, place.y)
    let r = pointRadius
    switch shape {
    case .circle:
      return tag(
        "circle", ["cx": coordinate(x), "cy": coordinate(y), "r": coordinate(r)])
    case .square:
      return tag(
        "rect",
        [
          "x": coordinate(x - r), "y": coordinate(y - r), "width": coordinate(2 * r),
          "height": coordinate(2 * r),
        ])
    case .triangle:
      return tag(
        "path", ["d": "M\(coordinate(x)) \(coordinate(y - 3.8))l4 6.6h-8z"])
    case .diamond:
      return tag(
        "path", ["d": "M\(coordinate(x)) \(coordinate(y - 4.3))l4.3 4.3-4.3 4.3-4.3-4.3z"])
    case .cross:
      return tag(
        "path",
        [
          "d": "M\(coordinate(x - 1.2)) \(coordinate(y - 4))h2.4v2.8h2.8v2.4h-2.8v2.8h-2.4"
            + "v-2.8h-2.8v-2.4h2.8z"
        ])
    }
  }

  private static func text(_ label: Label) -> Node {
    let x = coordinate(label.place.x)
    let y = coordinate(label.place.y)
    return tag(
      "text",
      [
        "class": label.style.rawValue + (label.ink.map { " \($0)" } ?? ""),
        "transform": label.isTurned ? "translate(\(x) \(y)) rotate(-90)" : nil,
        "x": label.isTurned ? nil : x, "y": label.isTurned ? nil : y,
        "text-anchor": label.anchor == .start ? nil : label.anchor.rawValue,
      ], label.whole.map { tag("title", [:], .text($0)) } ?? .empty, .text(label.text))
  }
}
