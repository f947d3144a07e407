import Notebooks

/// Finds the pictures that prose shows.
struct ImageSources {
  private(set) var sources: [String] = []

  init(_ blocks: [Block]) { visit(blocks) }

  private mutating func visit(_ blocks: [Block]) {
    for block in blocks {
      switch block {
      case .heading(_, let inlines), .paragraph(let inlines): visit(inlines)
      case .list(let list): for item in list.items { visit(item.blocks) }
      case .blockQuote(let inner), .alert(_, let inner), .footnote(_, let inner): visit(inner)
      case .table(let table):
        for cell in table.header + table.rows.joined() { visit(cell) }
      case .code, .thematicBreak, .html, .cell, .include: break
      }
    }
  }

  private mutating func visit(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline {
      case .image(let source, _, let alternative):
        sources.append(source)
        visit(alternative)
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner),
        .link(_, _, let inner):
        visit(inner)
      case .text, .quote, .formula, .formulaLine, .softBreak, .lineBreak, .code, .html,
        .footnoteReference:
        break
      }
    }
  }
}
