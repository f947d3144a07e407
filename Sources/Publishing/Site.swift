public import Notebooks
import Workspaces

/// Lessons with what leads from one to another.
public struct Site: Sendable {
  /// The lessons, in the order of their paths.
  public let lessons: [SiteLesson]

  /// The title; nil for “Lessons” in the site's language.
  public let title: String?

  /// The language of the index page.
  public let language: Language

  /// The address at which the site is to be; nil where that is not known.
  public let url: String?

  /// A site of lessons.
  ///
  /// - Parameters:
  ///   - lessons: The lessons.
  ///   - title: The title; nil for “Lessons”.
  ///   - language: The language of the index page; nil for that of most lessons.
  ///   - url: The address at which the site is to be.
  public init(lessons: [SiteLesson], title: String?, language: Language?, url: String?) {
    self.lessons = lessons.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    self.title = title
    self.url = url
    let counts = Language.allCases.map { known in lessons.count { $0.language == known } }
    let most = counts.max() ?? 0
    self.language =
      language ?? zip(Language.allCases, counts).first { $0.1 == most }?.0 ?? .english
  }

  /// The place of the index page.
  public static let index = "index.html"

  /// The lesson that a lesson's translations go back to.
  func root(of lesson: SiteLesson) -> String {
    var path = lesson.path
    var seen: Set<String> = [path]
    while let original = lessons.first(where: { $0.path == path })?.original,
      lessons.contains(where: { $0.path == original }), seen.insert(original).inserted
    {
      path = original
    }
    return path
  }

  /// The lesson in all its languages, itself among them; alone where it has no translation.
  func versions(of lesson: SiteLesson) -> [SiteLesson] {
    let root = root(of: lesson)
    return lessons.filter { self.root(of: $0) == root }
  }

  /// The lessons of a language that stand before and after a lesson.
  func neighbours(of lesson: SiteLesson) -> (previous: SiteLesson?, next: SiteLesson?) {
    let course = lessons.filter { $0.language == lesson.language }
    guard let index = course.firstIndex(where: { $0.path == lesson.path }) else {
      return (nil, nil)
    }
    return (
      index > 0 ? course[index - 1] : nil, index + 1 < course.count ? course[index + 1] : nil
    )
  }

  /// What is wrong with the site as a whole, one sentence each.
  public var problems: [String] {
    var problems: [String] = []
    for lesson in lessons where lesson.page == Self.index {
      problems.append("\(lesson.path): the page of the site itself is called 'index.html'")
    }
    for lesson in lessons {
      let twins = versions(of: lesson).filter { $0.languageTag == lesson.languageTag }
      guard twins.count > 1, twins[0].path == lesson.path else { continue }
      let names = twins.map { "'\($0.path)'" }.joined(separator: " and ")
      problems.append("\(names) are the same lesson in the same language, '\(lesson.languageTag)'")
    }
    return problems
  }

  /// The files of the site that belong to no single lesson, by their places.
  public var files: [(path: String, text: String)] {
    var files = [
      (Self.index, IndexPage(site: self).html), (SearchIndex.path, SearchIndex.text(self)),
      (SearchScript.path, SearchScript.text),
      // Pages of GitHub would leave out what begins with an underscore.
      (".nojekyll", ""),
    ]
    if let url {
      files.append((Feed.path, Feed(site: self, url: url).text))
      files.append((Sitemap.path, Sitemap(site: self, url: url).text))
    }
    return files
  }
}
