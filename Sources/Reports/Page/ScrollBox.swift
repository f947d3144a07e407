import Markup

/// A box that scrolls where what it holds is wider than the page, so that the page itself never does.
enum ScrollBox {
  /// Returns the box; it can be focused, so that keys scroll it, and so it has a name.
  static func node(named name: String, _ content: Node) -> Node {
    tag(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": name], content)
  }
}
