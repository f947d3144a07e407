import Markup
import Notebooks

/// Turns the blocks of a notebook into HTML.
package struct Prose {
  let page: Page
  let words: Words
  let outline: Outline

  /// The numbers of footnotes by label, in the order of the notes.
  private let footnoteNumbers: [String: Int]
  private let footnotes: [(label: String, blocks: [Block])]

  /// The pictures of all cells.
  private let pictures: PictureSheet

  private var nextHeading = 0
  private var referenceCounts: [String: Int] = [:]

  init(_ page: Page, _ words: Words, _ outline: Outline) {
    self.page = page
    self.words = words
    self.outline = outline
    pictures = PictureSheet(page.cells.flatMap(\.figures))
    footnotes = page.notebook.blocks.compactMap { block in
      if case .footnote(let label, let blocks) = block { (label, blocks) } else { nil }
    }
    footnoteNumbers = Dictionary(
      footnotes.enumerated().map { ($0.element.label, $0.offset + 1) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The whole prose with its cells, and what stands below it: the footnotes, and the pictures that
  /// it shows in more than one place.
  mutating func nodes() -> (prose: [Node], below: Node) {
    let prose = node(page.notebook.blocks)
    let footnotes = footnoteSection()
    return ([prose], [footnotes, pictures.definitions])
  }

  private mutating func node(_ blocks: [Block]) -> Node {
    var nodes: [Node] = []
    var index = 0
    while index < blocks.count {
      // A paragraph that begins with a colon is the caption of the table above it.
      if case .table(let table) = blocks[index], index + 1 < blocks.count,
        let caption = Self.caption(blocks[index + 1])
      {
        nodes.append(node(table, caption: caption))
        index += 2
      } else {
        nodes.append(node(blocks[index]))
        index += 1
      }
    }
    return .fragment(nodes)
  }

  /// What a paragraph `: About the table` says of the table above it; nil for another block.
  private static func caption(_ block: Block) -> [Inline]? {
    guard case .paragraph(var inlines) = block, case .text(let text)? = inlines.first,
      text.hasPrefix(": ")
    else { return nil }
    inlines[0] = .text(String(text.dropFirst(2)))
    return inlines
  }

  private mutating func node(_ block: Block) -> Node {
    switch block {
    case .heading(_, let inlines):
      // Headings inside quotes and lists are not part of the outline.
      guard outline.headings.indices.contains(nextHeading),
        Outline.plainText(outline.headings[nextHeading].inlines) == Outline.plainText(inlines)
      else { return tag("p", [:], tag("strong", [:], node(inlines))) }
      let heading = outline.headings[nextHeading]
      nextHeading += 1
      return tag("h\(heading.level)", ["id": heading.id], node(inlines))
    case .paragraph(let inlines): return gallery(inlines) ?? tag("p", [:], node(inlines))
    case .list(let list): return node(list)
    case .blockQuote(let blocks): return tag("blockquote", [:], node(blocks))
    case .alert(let kind, let blocks):
      return tag(
        "div", ["class": "alert \(kind.rawValue.lowercased())", "role": "note"],
        tag("p", ["class": "alert-title"], .text(words.alerts(kind))), node(blocks))
    case .code(let info, let text): return Self.code(info, text)
    case .table(let table): return node(table, caption: nil)
    case .thematicBreak: return tag("hr")
    case .html(let html):
      return page.allowsHTML
        ? .raw(html) : tag("pre", ["class": "raw-html"], tag("code", [:], .text(html)))
    case .footnote: return .empty
    case .cell(let index): return CellView.node(page, index, words, pictures)
    case .include(let indices):
      return .fragment(indices.map { CellView.node(page, $0, words, pictures) })
    }
  }

  /// Code, coloured where its language is known.
  ///
  /// Only a language that is known is named as a class: other words could be the name of anything.
  private static func code(_ info: String, _ text: String) -> Node {
    let word = info.split { $0 == " " || $0 == "\t" || $0 == "," }.first ?? ""
    // Pandoc and Quarto write {.python} and {python}.
    let language = word.split { "{}.".contains($0) }.first.map { $0.lowercased() }
    let isKnown = language.flatMap(CodeGrammar.named) != nil
    return tag(
      "pre", ["tabindex": "0"],
      tag(
        "code", ["class": isKnown ? language.map { "language-\($0)" } : nil],
        all: SourceColoring.nodes(text, language: language)))
  }

  /// A paragraph of nothing but pictures: with their titles as captions, side by side where there is
  /// room; nil for other paragraphs, and for one picture without a title.
  private mutating func gallery(_ inlines: [Inline]) -> Node? {
    var figures: [Node] = []
    var hasTitle = false
    for inline in inlines {
      switch inline {
      case .image(let source, let title, let alternative):
        guard page.images[source] != nil else { return nil }
        hasTitle = hasTitle || !title.isEmpty
        figures.append(
          tag(
            "figure", ["class": "figure photo"], image(source, "", alternative),
            title.isEmpty
              ? .empty : tag("figcaption", [:], tag("span", [:], .text(Typesetting.text(title))))))
      case .softBreak, .lineBreak: break
      case .text(let text) where text.allSatisfy(\.isWhitespace): break
      default: return nil
      }
    }
    guard hasTitle || figures.count > 1 else { return nil }
    return figures.count == 1 ? figures[0] : tag("div", ["class": "row"], all: figures)
  }

  private mutating func node(_ list: Block.List) -> Node {
    var items: [Node] = []
    for item in list.items {
      var content: [Node] = []
      for (index, block) in item.blocks.enumerated() {
        guard case .paragraph(let inlines) = block else {
          content.append(node(block))
          continue
        }
        let box = index == 0 ? item.isChecked.map(Self.box) : nil
        // The words of a task are the label of its box.
        let text = box.map { tag("label", [:], $0, " ", node(inlines)) } ?? node(inlines)
        content.append(list.isTight ? text : tag("p", [:], text))
      }
      items.append(tag("li", ["class": item.isChecked == nil ? nil : "task"], all: content))
    }
    guard let start = list.start else { return tag("ul", [:], all: items) }
    return tag("ol", ["start": start == 1 ? nil : "\(start)"], all: items)
  }

  private static func box(isChecked: Bool) -> Node {
    tag("input", ["type": "checkbox", "disabled": "", "checked": isChecked ? "" : nil])
  }

  private mutating func node(_ table: Block.Table, caption: [Inline]?) -> Node {
    func style(_ column: Int) -> String? {
      let alignment = table.alignments.indices.contains(column) ? table.alignments[column] : nil
      return alignment.map { "a-\($0.rawValue)" }
    }
    var header: [Node] = []
    for (column, cell) in table.header.enumerated() {
      header.append(tag("th", ["scope": "col", "class": style(column)], node(cell)))
    }
    var rows: [Node] = []
    for row in table.rows {
      var cells: [Node] = []
      for (column, cell) in row.enumerated() {
        cells.append(tag("td", ["class": style(column)], node(cell)))
      }
      rows.append(tag("tr", [:], all: cells))
    }
    let name = caption.map { Outline.plainText($0) } ?? ""
    return ScrollBox.node(
      named: name.isEmpty ? words.table : name,
      tag(
        "table", [:], caption.map { tag("caption", [:], node($0)) } ?? .empty,
        tag("thead", [:], tag("tr", [:], all: header)), tag("tbody", [:], all: rows)))
  }

  // MARK: - Inlines

  mutating func node(_ inlines: [Inline]) -> Node { .fragment(inlines.map { node($0) }) }

  private mutating func node(_ inline: Inline) -> Node {
    switch inline {
    case .text(let text): return .text(Typesetting.text(text))
    case .quote(let index): return quote(index)
    case .formula(let formula): return FormulaView.node(formula, page)
    case .formulaLine: return .empty
    case .softBreak: return "\n"
    case .lineBreak: return tag("br")
    case .code(let text): return tag("code", [:], .text(text))
    case .html(let html): return page.allowsHTML ? .raw(html) : .text(html)
    case .emphasis(let inner): return tag("em", [:], node(inner))
    case .strong(let inner): return tag("strong", [:], node(inner))
    case .strikethrough(let inner): return tag("del", [:], node(inner))
    case .link(let destination, let title, let inner):
      guard Self.isSafe(destination) else { return node(inner) }
      return tag(
        "a",
        [
          "href": destination, "title": title.isEmpty ? nil : title,
          "rel": destination.contains("://") ? "noreferrer" : nil,
        ], node(inner))
    case .image(let source, let title, let inner): return image(source, title, inner)
    case .footnoteReference(let label): return reference(label)
    }
  }

  private func quote(_ index: Int) -> Node {
    let quote = page.quotes[index]
    guard let value = quote.value else {
      return tag("span", ["class": "quote missing", "title": quote.path], .text(quote.text))
    }
    return tag(
      "data", ["class": "quote", "value": value, "title": quote.path], .text(quote.text))
  }

  /// Pictures are part of the page or, where they are on the web, a link: the page loads nothing.
  private mutating func image(_ source: String, _ title: String, _ inner: [Inline]) -> Node {
    let alternative = Outline.plainText(inner)
    if let address = page.images[source] {
      return tag(
        "img", ["src": address, "alt": alternative, "title": title.isEmpty ? nil : title])
    }
    if source.contains("://") {
      guard Self.isSafe(source) else { return .text(alternative) }
      return tag(
        "a", ["href": source, "rel": "noreferrer"],
        .text("\(alternative) (\(words.remoteImage))"))
    }
    return tag("em", [:], .text("\(alternative) (\(words.missingImage): \(source))"))
  }

  private mutating func reference(_ label: String) -> Node {
    guard let number = footnoteNumbers[label] else { return .text("[\(label)]") }
    let count = referenceCounts[label, default: 0] + 1
    referenceCounts[label] = count
    let suffix = count == 1 ? "" : "-\(count)"
    return tag(
      "sup", ["class": "footnote-ref", "id": "fnref-\(number)\(suffix)"],
      tag("a", ["href": "#fn-\(number)"], .text("\(number)")))
  }

  /// A link to every place that a note is mentioned at.
  private func backLinks(_ number: Int, count: Int) -> [Node] {
    guard count > 0 else { return [] }
    return (1...count).flatMap { reference -> [Node] in
      let place = reference == 1 ? "fnref-\(number)" : "fnref-\(number)-\(reference)"
      return [
        " ", tag("a", ["href": "#\(place)", "class": "back", "aria-label": words.backToText], "↩"),
      ]
    }
  }

  private mutating func footnoteSection() -> Node {
    guard !footnotes.isEmpty else { return .empty }
    var items: [Node] = []
    for (index, note) in footnotes.enumerated() {
      let number = index + 1
      let back = backLinks(number, count: referenceCounts[note.label, default: 0])
      // The way back stands at the end of the last line.
      var blocks = note.blocks
      var last: Node = tag("p", [:], all: back)
      if case .paragraph(let inlines)? = blocks.last {
        blocks.removeLast()
        last = tag("p", [:], all: [node(inlines)] + back)
      }
      items.append(tag("li", ["id": "fn-\(number)"], node(blocks), last))
    }
    return tag(
      "section", ["class": "footnotes", "aria-label": words.footnotes], tag("ol", [:], all: items))
  }

  /// Links that cannot run anything: to the web, to mail, or to a place of this site.
  package static func isSafe(_ destination: String) -> Bool {
    let scheme = destination.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    guard scheme.endIndex < destination.endIndex, destination[scheme.endIndex] == ":" else {
      return true
    }
    return ["http", "https", "mailto"].contains(scheme.lowercased())
  }
}
