import Markup
public import Reports

extension Site {
  /// What leads from a lesson's page to the rest of the site.
  public func frame(of lesson: SiteLesson) -> Page.Frame {
    let words = SiteWords.of(lesson.language)
    return Page.Frame(
      head: head(of: lesson), top: top(of: lesson, words), bottom: bottom(of: lesson, words))
  }

  /// The address of a file in the head of a page: the whole one where it is known, as search engines
  /// want it.
  private func publicAddress(of path: String, from page: String) -> String {
    url.map { SiteLinks.address(of: path, below: $0) } ?? SiteLinks.address(of: path, from: page)
  }

  private func head(of lesson: SiteLesson) -> [Node] {
    let versions = versions(of: lesson)
    var nodes: [Node] = []
    if let url {
      nodes.append(
        tag("link", ["rel": "canonical", "href": SiteLinks.address(of: lesson.page, below: url)]))
    }
    if versions.count > 1 {
      nodes += versions.map {
        tag(
          "link",
          [
            "rel": "alternate", "hreflang": $0.languageTag,
            "href": publicAddress(of: $0.page, from: lesson.page),
          ])
      }
    }
    let (previous, next) = neighbours(of: lesson)
    for (relation, other) in [("prev", previous), ("next", next)] {
      guard let other else { continue }
      nodes.append(
        tag(
          "link", ["rel": relation, "href": SiteLinks.address(of: other.page, from: lesson.page)]))
    }
    return nodes
  }

  private func top(of lesson: SiteLesson, _ words: SiteWords) -> Node {
    tag(
      "nav", ["class": "site", "aria-label": words.lessons],
      tag(
        "a", ["href": SiteLinks.address(of: Self.index, from: lesson.page)],
        .text("← \(words.allLessons)")), translations(of: lesson, from: lesson.page))
  }

  /// Links to a lesson in its other languages.
  func translations(of lesson: SiteLesson, from page: String) -> Node {
    let others = versions(of: lesson).filter { $0.path != lesson.path }
    guard !others.isEmpty else { return .empty }
    return tag(
      "ul",
      ["class": "languages", "aria-label": SiteWords.of(lesson.language).otherLanguages],
      all: others.map { other in
        tag(
          "li", [:],
          tag(
            "a",
            [
              "href": SiteLinks.address(of: other.page, from: page),
              "hreflang": other.languageTag, "lang": other.languageTag,
            ], .text(SiteWords.name(of: other.language))))
      })
  }

  private func bottom(of lesson: SiteLesson, _ words: SiteWords) -> Node {
    let (previous, next) = neighbours(of: lesson)
    let neighbours = [("prev", previous, words.previous), ("next", next, words.next)].compactMap {
      relation, other, label in
      other.map { other in
        tag(
          "a",
          [
            "href": SiteLinks.address(of: other.page, from: lesson.page), "rel": relation,
            "class": relation,
          ], tag("span", [:], .text(label)), " ", tag("strong", [:], .text(other.title)))
      }
    }
    let downloads = lesson.downloads.map { download in
      tag(
        "li", [:],
        tag(
          "a", ["href": SiteLinks.address(of: download.path, from: lesson.page), "download": ""],
          .text(download.kind.text(words))))
    }
    return [
      downloads.isEmpty
        ? .empty
        : tag(
          "section", ["class": "downloads"],
          tag("h2", [:], .text(words.downloads)), tag("ul", [:], all: downloads)),
      neighbours.isEmpty
        ? .empty
        : tag("nav", ["class": "course", "aria-label": words.allLessons], all: neighbours),
    ]
  }
}

extension SiteLesson.Download.Kind {
  /// The text of a link to it.
  func text(_ words: SiteWords) -> String {
    switch self {
    case .source: words.source
    case .results: words.results
    case .file(let name): name
    }
  }
}
