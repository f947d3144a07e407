import Diagnostics

/// What the search of the index page looks in: a script that holds data, since a page without a server
/// may load scripts and nothing else.
enum SearchIndex {
  static let path = "search-index.js"

  static func text(_ site: Site) -> String {
    let lessons = site.lessons.map { lesson in
      JSON.object([
        "address": .string(SiteLinks.address(of: lesson.page, from: Site.index)),
        "title": .string(lesson.title), "description": .string(lesson.description ?? ""),
        "lang": .string(lesson.languageTag),
        "headings": .array(
          lesson.headings.map { .array([.string($0.text), .string($0.id)]) }),
        "words": .string(lesson.words.joined(separator: " ")),
      ]).compactText
    }
    return "const konspektLessons = [\n\(lessons.joined(separator: ",\n"))\n];\n"
  }
}
