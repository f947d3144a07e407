import Markup

/// Shows cells as text, coloured as the sources of cells are.
enum CodeBlockView {
  static func node(_ block: CodeBlock) -> Node {
    tag(
      "figure", ["class": "figure"],
      tag("figcaption", [:], tag("strong", [:], .text(block.title))),
      tag("p", ["class": "reading"], .text(Typesetting.text(block.caption))),
      tag(
        "pre", ["tabindex": "0"], tag("code", [:], all: SourceColoring.nodes(block.text))))
  }
}
