import Markup
import Notebooks
import Reports

/// The page that lists the lessons.
struct IndexPage {
  let site: Site
  private var words: SiteWords { SiteWords.of(site.language) }
  private var title: String { site.title ?? words.lessons }

  /// The page as one HTML file; pictures and the search lie beside it.
  var html: String { "<!DOCTYPE html>\n" + HTMLWriter.compact(document) + "\n" }

  private var document: Node {
    tag(
      "html", ["lang": site.language.rawValue],
      head,
      tag(
        "body", [:],
        tag("a", ["class": "skip", "href": "#lessons"], .text(words.skip)),
        tag("header", [:], tag("h1", [:], .text(title)), search),
        tag("main", ["id": "lessons"], all: sections),
        footer))
  }

  private var head: Node {
    tag(
      "head", [:],
      tag("meta", ["charset": "utf-8"]),
      // The search is a script beside the page; a page without a server is its own origin.
      tag(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; script-src 'self' file:; style-src 'unsafe-inline'; "
            + "img-src 'self' file:; base-uri 'none'; form-action 'none'",
        ]),
      tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      tag("meta", ["name": "color-scheme", "content": "light dark"]),
      tag("meta", ["name": "generator", "content": "Konspekt"]),
      tag("title", [:], .text(title)),
      site.url == nil
        ? .empty
        : tag(
          "link",
          [
            "rel": "alternate", "type": "application/rss+xml", "title": title, "href": Feed.path,
          ]),
      tag("style", [:], .raw(IndexStyle.text)),
      tag("script", ["src": SearchIndex.path, "defer": ""]),
      tag("script", ["src": SearchScript.path, "defer": ""]))
  }

  /// Hidden until the script that it needs is there.
  private var search: Node {
    tag(
      "div", ["id": "search", "role": "search", "hidden": ""],
      tag("label", ["for": "query"], .text(words.search)),
      tag("input", ["id": "query", "type": "search", "autocomplete": "off"]),
      tag(
        "p",
        [
          "id": "count", "role": "status", "data-found": words.found,
          "data-none": words.nothingFound,
        ]),
      tag("ol", ["id": "found"]))
  }

  /// The lessons language by language, those of the page's language first.
  private var sections: [Node] {
    let languages = [site.language] + Language.allCases.filter { $0 != site.language }
    let present = languages.filter { language in
      site.lessons.contains { $0.language == language }
    }
    return present.map { language in
      let name = SiteWords.name(of: language)
      let cards = site.lessons.filter { $0.language == language }.map(card)
      return tag(
        "section", ["lang": language.rawValue],
        tag("h2", ["class": present.count == 1 ? "unseen" : nil], .text(name)),
        tag("ul", ["class": "cards"], all: cards))
    }
  }

  private func card(_ lesson: SiteLesson) -> Node {
    let words = SiteWords.of(lesson.language)
    let facts =
      lesson.authors + [lesson.date].compactMap { $0 } + [words.readingTime(lesson.minutes)]
    return tag(
      "li", ["lang": lesson.languageTag],
      lesson.pictures.isEmpty
        ? .empty
        : tag(
          "div", ["class": "pictures"],
          all: lesson.pictures.map { tag("img", ["src": address(of: $0), "alt": ""]) }),
      tag("h3", [:], tag("a", ["href": address(of: lesson.page)], .text(lesson.title))),
      lesson.description.map { tag("p", [:], .text($0)) } ?? .empty,
      tag("p", ["class": "facts"], .text(facts.joined(separator: " · "))),
      site.translations(of: lesson, from: Site.index))
  }

  private func address(of path: String) -> String { SiteLinks.address(of: path, from: Site.index) }

  private var footer: Node {
    tag(
      "footer", [:],
      tag(
        "p", [:], .text(Words.of(site.language).madeBy),
        site.url == nil ? .empty : [" · ", tag("a", ["href": Feed.path], .text(words.feed))]))
  }
}
