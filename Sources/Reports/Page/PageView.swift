import Diagnostics
import Imaging
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
    var numbering = Numbering(words)
    let contents = contents(outline, words)
    let hasOtherDigits = front.digits == .bengali && front.language == .bengali
    let classes = [contents.isEmpty ? nil : "with-contents", hasOtherDigits ? "digits-bn" : nil]
      .compactMap { $0 }
    let body = tag(
      "body", ["class": classes.isEmpty ? nil : classes.joined(separator: " ")],
      tag("a", ["class": "skip", "href": "#text"], .text(words.skipToText)), header(front, words),
      contents, numbering.numbered(tag("main", ["id": "text"], all: parts(prose.nodes(), outline))),
      footer(words))
    return tag(
      "html", ["lang": front.languageTag], head(front),
      hasOtherDigits ? ProseDigits.applied(to: body) : body)
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
      tag("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      tag("meta", ["name": "color-scheme", "content": "light dark"]),
      tag("meta", ["name": "generator", "content": "Konspekt"]),
      front.description.map { tag("meta", ["name": "description", "content": $0]) } ?? .empty,
      front.authors.isEmpty
        ? .empty
        : tag("meta", ["name": "author", "content": front.authors.joined(separator: ", ")]),
      .fragment(frame?.head ?? []),
      tag("title", [:], .text(title)),
      tag("style", [:], .raw(Self.stylesheet)))
  }

  /// The look of every page; `styleDigest` is that of its UTF-8.
  public static var stylesheet: String { Stylesheet.text }

  /// What a browser may do with the page: show its pictures, its own style sheet and the places that
  /// charts give to their parts, and nothing else, whatever stands in it.
  ///
  /// Raw HTML that was let in may have styles of its own; running or fetching something it may not.
  private var policy: String {
    let styles =
      allowsHTML
      ? "style-src 'unsafe-inline'"
      : "style-src 'sha256-\(Base64.encode(styleDigest))'; style-src-attr 'unsafe-inline'"
    return "default-src 'none'; \(styles); img-src data:; base-uri 'none'; form-action 'none'"
  }

  private func header(_ front: FrontMatter, _ words: Words) -> Node {
    guard let title = front.title else { return .empty }
    var byline: [Node] = front.authors.map { tag("span", ["class": "author"], .text($0)) }
    if let date = front.date { byline.append(Self.date(date, words)) }
    // The language says something only beside a name or a date.
    if !byline.isEmpty {
      byline.append(tag("span", ["class": "language"], .text(words.languageName)))
    }
    return tag(
      "header", [:],
      frame?.top ?? .empty,
      tag("h1", [:], .text(title)),
      front.description.map { tag("p", ["class": "lead"], .text($0)) } ?? .empty,
      byline.isEmpty ? .empty : tag("p", ["class": "byline"], all: Self.separated(byline)))
  }

  private static func separated(_ nodes: [Node]) -> [Node] {
    nodes.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [" · ", $0.element] }
  }

  /// A day in the manner of the language; what is no day stays as it was written.
  private static func date(_ text: String, _ words: Words) -> Node {
    guard let day = CalendarDay(text) else { return tag("span", [:], .text(text)) }
    return tag(
      "time", ["class": "written", "datetime": text],
      .text(words.date(day.year, day.month, day.day)))
  }

  /// The headings that the table of contents names; none where it is not worth its room.
  private func named(_ outline: Outline) -> [Outline.Heading] {
    let headings = outline.headings.filter { $0.level == 2 || $0.level == 3 }
    return notebook.frontMatter.showsContents && headings.count > 2 ? headings : []
  }

  /// The prose in the parts that the table of contents names, and what stands below them.
  private func parts(_ nodes: (prose: [Node], below: Node), _ outline: Outline) -> [Node] {
    Parts.divided(nodes.prose, at: named(outline).map(\.id)) + [nodes.below]
  }

  private func contents(_ outline: Outline, _ words: Words) -> Node {
    let headings = named(outline)
    guard !headings.isEmpty else { return .empty }
    // The parts of a page are few: a flat list whose second level is set in.
    let items = headings.enumerated().map { index, heading in
      let classes = [heading.level == 3 ? "sub" : nil, Parts.className(index)].compactMap { $0 }
      return tag(
        "li", ["class": classes.isEmpty ? nil : classes.joined(separator: " ")],
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
      tag("p", [:], .text(words.madeBy)), Self.facts(provenance),
      digests.isEmpty
        ? .empty
        : tag(
          "details", [:], tag("summary", [:], .text(words.howToCheck)),
          tag("p", [:], .text(words.verifying)),
          tag("pre", ["tabindex": "0"], tag("code", [:], .text("konspekt verify \(fileName)"))),
          Self.facts(digests, ["class": "digests"])))
  }

  private static func facts(
    _ facts: [Figure.Fact], _ attributes: KeyValuePairs<String, String?> = [:]
  ) -> Node {
    tag(
      "dl", attributes,
      all: facts.map {
        tag("div", [:], tag("dt", [:], .text($0.name)), tag("dd", [:], .text($0.value)))
      })
  }

  private var fileName: String {
    let path = notebook.file.path
    return path.split(separator: "/").last.map(String.init) ?? path
  }
}
