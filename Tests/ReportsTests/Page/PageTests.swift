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

  @Test func rawHTMLThatWasLetInMayHaveStyles() throws {
    let html = try Lesson(text: "<p style=\"color:red\">a</p>\n", allowsHTML: true).page.html
    #expect(html.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:;"))
  }

  @Test(arguments: [
    (Language.english, "22 November 2026"), (.bengali, "22 নভেম্বর 2026"),
    (.russian, "22 ноября 2026\u{00A0}г."), (.ukrainian, "22 листопада 2026\u{00A0}р."),
  ])
  func daysAreWrittenOut(_ language: Language, _ day: String) throws {
    let html = try lesson(language).page.html
    #expect(html.contains("<time class=\"written\" datetime=\"2026-11-22\">\(day)</time>"))
  }

  @Test(arguments: ["autumn", "2026-02-29", "2026-13-01", "2026-1-1", "2026-11-22T10:00"])
  func whatIsNoDayStays(_ date: String) throws {
    let html = try Lesson(text: "---\ntitle: A\ndate: \(date)\n---\n\nText.\n").page.html
    #expect(!html.contains("<time") && html.contains("<span>\(date)</span>"))
  }

  /// The report's sentences have the digits of Bengali; tables, names and code keep theirs.
  @Test func bengaliDigits() throws {
    var lesson = lesson(.bengali, front: "report: {digits: bn}")
    lesson.text += "\n\nফল {{ first.x | percent(1) }}, আমার 7।\n"
    lesson.quotes = [Page.QuotedResult(text: "91.5%", value: "0.915", path: "first.x")]
    lesson.figures[0] = [
      .sentences(["“Conv2D 3” থেকে 10টি, ResNet-50 বা x2: 0.25।"], smallPrint: nil),
      .table(
        DataTable(caption: "ক", columns: [DataTable.Column("খ", isNumeric: true)], rows: [["12"]])),
    ]
    let html = try lesson.page.html
    #expect(html.contains("“Conv2D 3” থেকে ১০টি, ResNet-50 বা x2: ০.২৫।"))
    #expect(html.contains(">৯১.৫%</data>") && html.contains("value=\"0.915\""))
    #expect(html.contains(">২২ নভেম্বর ২০২৬</time>"))
    #expect(html.contains(">ছক ১:</a>") && html.contains(">12</t"))
    #expect(html.contains("আমার 7।"))
    #expect(html.contains("<body class=\"with-contents digits-bn\">"))
    #expect(try self.lesson(.bengali).page.html.contains("<body class=\"with-contents\">"))
  }

  @Test func figuresAndTablesAreNumberedInReadingOrder() throws {
    let chart = BarChart(title: "Bars", groups: ["a"], series: [(name: "n", values: [1])])
    let table = DataTable(caption: "Rows", columns: [DataTable.Column("x")], rows: [["1"]])
    let bare = DataTable(columns: [DataTable.Column("x")], rows: [["1"]])
    var lesson = lesson(.english)
    lesson.figures = [
      [.bars(chart), .table(table), .table(bare)], [.bars(chart)], [.table(table)],
    ]
    lesson.text += "\n\n| a |\n| - |\n| b |\n\n: Of *mine*.\n\n![A](a.png \"Seen\")\n"
    lesson.images = ["a.png": "data:image/png;base64,QQ=="]
    let reader = try MarkupReader(lesson.page.html)
    let labels = reader.elements.filter { $0.attributes["class"] == "label" }
    #expect(
      labels.compactMap { $0.attributes["href"] } == [
        "#figure-1", "#table-1", "#figure-2", "#table-2", "#table-3", "#figure-3",
      ])
    let ids = Set(reader.elements.compactMap { $0.attributes["id"] })
    #expect(labels.allSatisfy { ids.contains(String($0.attributes["href"]?.dropFirst() ?? "")) })
    let html = try lesson.page.html
    #expect(html.contains(">Table 3.</a> Of <em>mine</em>.</caption>"))
    #expect(html.contains(">Figure 3.</a> <span>Seen</span></figcaption>"))
  }

  /// A heading cannot take the name of another part of the page.
  @Test func headingsKeepOutOfTheNamesOfParts() throws {
    var lesson = lesson(.english)
    lesson.text += "\n\n## Text\n\n## Cell 1\n\n## Figure 1\n\n## Table 2 t\n"
    let ids = try MarkupReader(lesson.page.html).elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(Set(["text-2", "section-cell-1", "section-figure-1"]).isSubset(of: ids))
  }

  @Test func everyPartFollowsItsHeading() throws {
    let reader = try MarkupReader(lesson(.english).page.html)
    let parts = reader.elements.filter { $0.attributes["class"]?.hasPrefix("part ") ?? false }
    #expect(parts.map { $0.attributes["class"] } == ["part part-0", "part part-1", "part part-2"])
    let entries = reader.elements.filter { $0.name == "li" }.compactMap { $0.attributes["class"] }
    #expect(entries == ["part-0", "part-1", "sub part-2"])
    let without = try lesson(.english, front: "report: {toc: false}").page.html
    #expect(!without.contains("class=\"part"))
  }

  @Test func weightsNameWhatIsHeavy() throws {
    var lesson = lesson(.english)
    lesson.text += "\n\n![A](a.png)\n"
    lesson.images = ["a.png": "data:image/png;base64," + String(repeating: "A", count: 100_000)]
    let weights = try lesson.page.weights
    #expect(weights.first?.part == "picture 'a.png'")
    #expect(weights.first?.byteCount == 100_022)
    #expect(weights.map(\.byteCount) == weights.map(\.byteCount).sorted(by: >))
    #expect(weights.contains { $0.part == "toy 'second'" && $0.byteCount > 0 })
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
    #expect(html.contains("default-src 'none'; style-src 'sha256-ABCD'; "))
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
