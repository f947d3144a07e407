import Markup
import Notebooks
import Reports

/// The lessons as RSS 2.0, the latest first.
struct Feed {
  static let path = "feed.xml"

  let site: Site
  let url: String

  var text: String {
    let words = SiteWords.of(site.language)
    let title = site.title ?? words.lessons
    let items = site.lessons.map { (lesson: $0, day: $0.date.flatMap(CalendarDay.init)) }
    // Lessons without a date come last, in the order of the site.
    let sorted = items.enumerated().sorted { first, second in
      switch (first.element.day, second.element.day) {
      case (let left?, let right?) where left != right: left > right
      case (.some, nil): true
      case (nil, .some): false
      default: first.offset < second.offset
      }
    }.map(\.element)
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
      <channel>
      \(element("title", title))
      \(element("link", SiteLinks.address(of: "", below: url)))
      \(element("description", title))
      \(element("language", site.language.rawValue))
      <atom:link href="\(Escaping.escaped(SiteLinks.address(of: Self.path, below: url)))" \
      rel="self" type="application/rss+xml"/>
      \(sorted.map { item($0.lesson, $0.day) }.joined(separator: "\n"))
      </channel>
      </rss>

      """
  }

  private func item(_ lesson: SiteLesson, _ day: CalendarDay?) -> String {
    let address = SiteLinks.address(of: lesson.page, below: url)
    let lines = [
      element("title", lesson.title), element("link", address),
      "<guid isPermaLink=\"true\">\(Escaping.escaped(address))</guid>",
      lesson.description.map { element("description", $0) },
      day.map { element("pubDate", $0.mailDate) },
    ]
    return "<item>\n\(lines.compactMap { $0 }.joined(separator: "\n"))\n</item>"
  }

  private func element(_ name: String, _ text: String) -> String {
    "<\(name)>\(Escaping.escaped(text))</\(name)>"
  }
}

/// The pages for search engines.
struct Sitemap {
  static let path = "sitemap.xml"

  let site: Site
  let url: String

  var text: String {
    let index = "<url>\n<loc>\(escaped(""))</loc>\n</url>"
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
      xmlns:xhtml="http://www.w3.org/1999/xhtml">
      \(([index] + site.lessons.map(entry)).joined(separator: "\n"))
      </urlset>

      """
  }

  private func escaped(_ path: String) -> String {
    Escaping.escaped(SiteLinks.address(of: path, below: url))
  }

  private func entry(_ lesson: SiteLesson) -> String {
    var lines = ["<loc>\(escaped(lesson.page))</loc>"]
    if let day = lesson.date.flatMap(CalendarDay.init) {
      lines.append("<lastmod>\(day.text)</lastmod>")
    }
    let versions = site.versions(of: lesson)
    if versions.count > 1 {
      lines += versions.map {
        "<xhtml:link rel=\"alternate\" hreflang=\"\(Escaping.escaped($0.languageTag))\" "
          + "href=\"\(escaped($0.page))\"/>"
      }
    }
    return "<url>\n\(lines.joined(separator: "\n"))\n</url>"
  }
}
