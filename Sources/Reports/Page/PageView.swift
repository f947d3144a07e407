package import Markup
import Notebooks

extension Page {
  /// The page as one HTML file that needs nothing else: no script, no font, no request.
  public var html: String { "<!DOCTYPE html>\n" + HTMLWriter.compact(document) + "\n" }

  /// The page as a tree.
  package var document: Node {
    let front = notebook.frontMatter
    let words = Words.of(front.language)
    let outline = Outline(notebook.blocks, hasTitle: front.title != nil)
    var prose = Prose(self, words, outline)
    let contents = contents(outline, words)
    return tag(
      "html", ["lang": front.languageTag],
      head(front),
      tag(
        "body", ["class": contents.isEmpty ? nil : "with-contents"],
        tag("a", ["class": "skip", "href": "#text"], .text(words.skipToText)), header(front),
        contents, tag("main", ["id": "text"], all: prose.nodes()), footer(words)))
  }

  private var title: String {
    if let title = notebook.frontMatter.title { return title }
    for case .heading(_, let inlines) in notebook.blocks {
      let text = Outline.plainText(inlines)
      if !text.isEmpty { return text }
    }
    return "Konspekt"
  }

  private func head(_ front: FrontMatter) -> Node {
    tag(
      "head", [:],
      tag("meta", ["charset": "utf-8"]),
      // Even a notebook's own raw HTML cannot make the page load anything.
      tag(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        ]),
      tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      tag("meta", ["name": "color-scheme", "content": "light dark"]),
      tag("meta", ["name": "generator", "content": "Konspekt"]),
      front.description.map { tag("meta", ["name": "description", "content": $0]) } ?? .empty,
      front.authors.isEmpty
        ? .empty
        : tag("meta", ["name": "author", "content": front.authors.joined(separator: ", ")]),
      .fragment(frame?.head ?? []),
      tag("title", [:], .text(title)),
      tag("style", [:], .raw(Stylesheet.text)))
  }

  private func header(_ front: FrontMatter) -> Node {
    guard let title = front.title else { return .empty }
    let byline = front.authors + (front.date.map { [$0] } ?? [])
    return tag(
      "header", [:],
      frame?.top ?? .empty,
      tag("h1", [:], .text(title)),
      front.description.map { tag("p", ["class": "lead"], .text($0)) } ?? .empty,
      byline.isEmpty
        ? .empty : tag("p", ["class": "byline"], .text(byline.joined(separator: " · "))))
  }

  private func contents(_ outline: Outline, _ words: Words) -> Node {
    let headings = outline.headings.filter { $0.level == 2 || $0.level == 3 }
    guard notebook.frontMatter.showsContents, headings.count > 2 else { return .empty }
    // The parts of a page are few: a flat list whose second level is set in.
    let items = headings.map { heading in
      tag(
        "li", ["class": heading.level == 3 ? "sub" : nil],
        tag("a", ["href": "#\(heading.id)"], .text(Outline.plainText(heading.inlines))))
    }
    return tag(
      "nav", ["class": "contents", "aria-label": words.contents],
      tag(
        "details", ["open": ""], tag("summary", [:], .text(words.contents)),
        tag("ol", [:], all: items)))
  }

  private func footer(_ words: Words) -> Node {
    tag(
      "footer", [:],
      frame?.bottom ?? .empty,
      tag("p", [:], .text(words.madeBy)),
      tag(
        "dl", [:],
        all: provenance.map {
          tag("div", [:], tag("dt", [:], .text($0.name)), tag("dd", [:], .text($0.value)))
        }))
  }
}
