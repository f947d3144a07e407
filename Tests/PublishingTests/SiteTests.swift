import Diagnostics
import Markup
import Notebooks
import Publishing
import Reports
import TestSupport
import Testing
import Workspaces

/// Lessons as a site has them, from the texts of their notebooks.
func lessons(_ texts: KeyValuePairs<String, String>) throws -> [SiteLesson] {
  try texts.map { path, text in
    var diagnostics: [Diagnostic] = []
    let workspace = MemoryWorkspace([path: text])
    let notebook = try #require(
      NotebookLoader(workspace: workspace, directives: []).load(path, &diagnostics))
    return SiteLesson(notebook, path: path)
  }
}

/// A notebook with some front matter.
func notebook(_ front: String, _ prose: String = "Some words.") -> String {
  "---\n\(front)\n---\n\n\(prose)\n"
}

/// The files of a site, and what leads from one lesson to another.
@Suite struct SiteTests {
  private func course(url: String? = nil, title: String? = nil) throws -> Site {
    var lessons = try lessons([
      "02-deep.md": notebook(
        "{title: Deep <networks>, date: 2026-11-22, description: More & more}"),
      "01-first.md": notebook(
        "{title: First, author: [A, B], date: 2026-02-28}",
        "## A heading\n\nWords of the lesson: $x$, convolution.\n\n```python\nnothing = 1\n```"),
      "bn/প্রথম পাঠ.md": notebook(
        "{title: প্রথম পাঠ, lang: bn, translation_of: ../01-first.md, date: soon}",
        "নমুনা ছবি। " + String(repeating: "শব্দ ", count: 400)),
      "uk.md": notebook("{title: Перший, lang: uk, translation_of: bn/প্রথম পাঠ.md}"),
    ])
    lessons[0].downloads = [
      SiteLesson.Download(.source, path: "02-deep.md"),
      SiteLesson.Download(.file("a b.csv"), path: "02-deep/a b.csv"),
    ]
    lessons[0].pictures = ["02-deep/opening-1.png"]
    return Site(lessons: lessons, title: title, language: nil, url: url)
  }

  private func file(_ name: String, of site: Site) throws -> String {
    try #require(site.files.first { $0.path == name }?.text)
  }

  @Test func theIndexListsEverything() throws {
    let text = try file("index.html", of: course())
    expectSnapshot(
      text.replacing("><", with: ">\n<").replacing(/(?s)<style>.*<\/style>/, with: ""),
      named: "index")
  }

  @Test func theLanguageIsThatOfMostLessons() throws {
    #expect(try course().language == .english)
    let lessons = try lessons(["a.md": notebook("{title: А, lang: ru}")])
    #expect(Site(lessons: lessons, title: nil, language: nil, url: nil).language == .russian)
    let site = Site(lessons: lessons, title: "T", language: .bengali, url: nil)
    let index = try file("index.html", of: site)
    #expect(index.contains("<html lang=\"bn\">") && index.contains("<h1>T</h1>"))
    #expect(index.contains("<section lang=\"ru\">"))
  }

  @Test func lessonsLeadToTheirNeighboursAndTranslations() throws {
    let site = try course()
    let frames = site.lessons.map { site.frame(of: $0).text.replacing("><", with: ">\n<") }
    expectSnapshot(
      zip(site.lessons, frames).map { "\($0.path)\n\($1)\n" }.joined(separator: "\n"),
      named: "frames")
  }

  @Test func addressesAreWholeWhereTheyAreKnown() throws {
    let site = try course(url: "https://example.org/course")
    let frame = site.frame(of: site.lessons[0]).text
    #expect(frame.contains("rel=\"canonical\" href=\"https://example.org/course/01-first.html\""))
    #expect(
      frame.contains(
        "hreflang=\"bn\" href=\"https://example.org/course/bn/%E0%A6%AA%E0%A7%8D%E0%A6%B0"))
    // A site works from wherever it lies: links of people never name a server.
    #expect(frame.contains("<a href=\"index.html\">"))
    expectSnapshot(try file("feed.xml", of: site), named: "feed")
    expectSnapshot(try file("sitemap.xml", of: site), named: "sitemap")
  }

  @Test func withoutAnAddressThereIsNoFeed() throws {
    let site = try course()
    #expect(
      site.files.map(\.path) == ["index.html", "search-index.js", "search.js", ".nojekyll"])
    #expect(try !file("index.html", of: site).contains("rss"))
  }

  @Test func theSearchKnowsWordsAndHeadings() throws {
    let text = try file("search-index.js", of: course())
    #expect(text.hasPrefix("const konspektLessons = [\n{\"address\": \"01-first.html\""))
    #expect(text.contains("\"headings\": [[\"A heading\", \"a-heading\"]]"))
    #expect(text.contains("\"words\": \"a convolution heading lesson of the words\""))
    #expect(text.contains("bn/%E0%A6%AA") && text.contains("নমুনা"))
  }

  @Test func longLessonsTakeLonger() throws {
    let index = try file("index.html", of: course())
    #expect(index.contains("A · B · 2026-02-28 · 1 minute to read"))
    #expect(index.contains("soon · পড়তে 2 মিনিট"))
  }

  @Test func whatCannotBeASiteIsSaid() throws {
    let site = Site(
      lessons: try lessons([
        "a.md": notebook("title: A"), "b.md": notebook("{title: B, translation_of: a.md}"),
        "index.md": notebook("title: I"),
      ]), title: nil, language: nil, url: nil)
    #expect(
      site.problems == [
        "index.md: the page of the site itself is called 'index.html'",
        "'a.md' and 'b.md' are the same lesson in the same language, 'en'",
      ])
    #expect(try course().problems == [])
  }

  @Test func translationsInACircleEnd() throws {
    let site = Site(
      lessons: try lessons([
        "a.md": notebook("{title: A, translation_of: b.md}"),
        "b.md": notebook("{title: B, lang: ru, translation_of: a.md}"),
      ]), title: nil, language: nil, url: nil)
    _ = site.frame(of: site.lessons[0])
    #expect(try !file("index.html", of: site).isEmpty)
  }

  @Test func nothingOfALessonIsMarkup() throws {
    let bad = "<script>alert(1)</script>\" onload=\"x"
    let site = Site(
      lessons: try lessons([
        "a<b>\".md": notebook(
          "title: '\(bad)'\ndescription: '\(bad)'\nauthor: '\(bad)'\ndate: '\(bad)'")
      ]), title: bad, language: nil, url: "https://example.org/")
    for file in site.files where file.path.hasSuffix("ml") {
      #expect(
        !file.text.contains("<script>alert") && !file.text.contains("\" onload"), "\(file.path)")
    }
    #expect(!site.frame(of: site.lessons[0]).text.contains("<script"))
    #expect(try file("search-index.js", of: site).contains("alert(1)</script>\\\" onload"))
  }
}
