import Markup
import Notebooks

/// Draws a cell: what it says, and what it left.
enum CellView {
  static func node(
    _ page: Page, _ index: Int, _ words: Words, _ pictures: PictureSheet
  ) -> Node {
    let cell = page.cells[index]
    let id = "cell-\(index + 1)"
    let source = source(cell, page.notebook.frontMatter.source, words)
    guard !source.isEmpty || !cell.figures.isEmpty else { return .empty }
    return tag(
      "section", ["class": "cell", "id": id, "aria-label": "\(cell.directive) \(cell.name)"],
      source,
      cell.figures.isEmpty
        ? .empty
        : tag(
          "div", ["class": "results"],
          all: FigureView.rows(of: cell.figures, id: id, words, pictures)))
  }

  private static func source(
    _ cell: Page.Cell, _ display: FrontMatter.SourceDisplay, _ words: Words
  ) -> Node {
    let title: Node = [
      tag("span", ["class": "directive"], .text(cell.directive)),
      cell.name == cell.directive
        ? .empty : [" ", tag("span", ["class": "name"], .text(cell.name))],
      cell.includedFrom.map {
        tag("span", ["class": "origin"], .text(" · \(words.includedFrom($0))"))
      } ?? .empty,
    ]
    let code = tag(
      "pre", ["tabindex": "0"], tag("code", [:], .fragment(SourceColoring.nodes(cell.source))))
    switch display {
    case .shown:
      return tag("div", ["class": "source"], tag("p", ["class": "cell-title"], title), code)
    case .folded:
      return tag(
        "details", ["class": "source"], tag("summary", ["class": "cell-title"], title), code)
    case .hidden: return .empty
    }
  }
}
