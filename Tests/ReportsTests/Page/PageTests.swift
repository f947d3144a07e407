import Markup
import Notebooks
import Reports
import TestSupport
import Testing

struct PageTests {
  private func lesson(_ language: Language, front: String = "") -> Lesson {
    Lesson(
      text: """
        ---
        title: "Title & more"
        lang: \(language.rawValue)
        author: [Ana, Bo]
        date: 2026-11-22
        description: What it is about.
        \(front)
        ---

        ## One

        ```toy first
        epochs: 3
        ```

        ## Two

        ```toy second
        ```

        ```toy third
        ```

        ### Three

        The end.[^1]

        [^1]: A note.
        """,
      figures: [
        [
          .facts([Figure.Fact("Loss", "0.5")]),
          .sentences(["Fine."], smallPrint: "By rule."),
        ],
        [.problem("\(Words.of(language).cellFailed): the loss is NaN")],
        [.problem(Words.of(language).notRun("second"))],
      ])
  }

  /// The page without its style sheet, which is looked at with eyes.
  private func text(_ lesson: Lesson) throws -> String {
    HTMLWriter.pretty(try lesson.page.document).replacing(/(?s)<style>.*<\/style>/, with: "<style>")
  }

  @Test(arguments: Language.allCases)
  func wholePage(_ language: Language) throws {
    expectSnapshot(try text(lesson(language)), "Reports/page-\(language.rawValue).html")
  }

  @Test func foldedAndHiddenSources() throws {
    let folded = try text(lesson(.english, front: "report: {source: folded, toc: false}"))
    #expect(folded.contains(#"<details class="source">"#))
    #expect(!folded.contains("<nav"))
    let hidden = try text(lesson(.english, front: "report: {source: hidden}"))
    #expect(!hidden.contains("epochs"))
    #expect(hidden.contains(#"aria-label="toy first""#))
  }

  @Test func aCellWithNothingToShowIsNotThere() throws {
    var lesson = lesson(.english, front: "report: {source: hidden}")
    lesson.figures = []
    #expect(!(try text(lesson)).contains("<section\n    class=\"cell\""))
    #expect(!(try text(lesson)).contains("toy first"))
  }

  @Test func lineChartsInARowShareIt() throws {
    let chart = LineChart(
      title: "Loss", series: [LineChart.Series(name: "Loss", values: [1, 0], isValidation: false)],
      marks: [], prefersSmall: true)
    var lesson = lesson(.english)
    lesson.figures = [[.lines(chart), .lines(chart), .facts([]), .lines(chart)]]
    let html = try lesson.page.html
    #expect(html.components(of: #"class="row""#) == 1)
    #expect(html.components(of: #"role="img""#) == 3)
  }

  @Test func aNotebookWithoutATitleIsNamedByItsHeading() throws {
    let html = try Lesson(text: "# Only *this*\n\nText.").page.html
    #expect(html.contains("<title>Only this</title>"))
    #expect(html.contains(#"<h1 id="only-this">"#))
    #expect(try Lesson(text: "Text.").page.html.contains("<title>Konspekt</title>"))
    #expect(try Lesson(text: "").page.html.contains("<title>Konspekt</title>"))
  }

  @Test func cellsOfOtherNotebooksSaySo() throws {
    let lesson = Lesson(
      text: "```include\nfrom: other.md\n```\n", files: ["other.md": "```toy a\nx: 1\n```\n"])
    #expect(try lesson.page.html.contains("· from other.md"))
  }

  /// The page asks for nothing, runs nothing, and all names in it are there.
  @Test(arguments: Language.allCases)
  func thePageStandsAlone(_ language: Language) throws {
    let html = try lesson(language).page.html
    let reader = try MarkupReader(html)
    let names = reader.elements.map(\.name)
    #expect(Set(["script", "link", "iframe", "object", "base"]).isDisjoint(with: names))
    #expect(!html.contains("@import") && !html.contains("@font-face") && !html.contains("url("))
    #expect(html.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"))
    let ids = reader.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in reader.elements {
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
      let places =
        element.attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
      #expect(Set(places).isSubset(of: ids))
      guard let place = element.attributes["href"], place.hasPrefix("#") else { continue }
      #expect(ids.contains(String(place.dropFirst())), "\(place)")
    }
    #expect(reader.elements.first?.attributes["lang"] == language.rawValue)
    #expect(names.filter { $0 == "h1" }.count == 1)
  }
}
