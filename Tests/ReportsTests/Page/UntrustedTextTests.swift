import Imaging
import Markup
import Notebooks
import Reports
import TestSupport
import Testing

/// Nothing that a notebook or its data say becomes markup.
struct UntrustedTextTests {
  static let attacks = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>", "<!--", "]]>", "&lt;script&gt;", "&#60;b&#62;",
    "javascript:alert(1)", "\u{0}\u{1}\u{1B}[31m\u{7F}", "\u{202E}gnp.exe", "{{ a.b }}",
    "expression(alert(1))", "url(//a.example)", "<svg onload=alert(1)>", "`${1}`", "--><b>",
  ]

  /// Elements and attributes of a page, without their texts.
  private func shape(_ html: String) throws -> [String] {
    try MarkupReader(html).elements.map { "\($0.name) \($0.attributes.keys.sorted())" }
  }

  /// A page with one text in every place that takes one.
  private func page(_ text: String) throws -> Page {
    let image = PixelImage(width: 1, height: 1, channels: 1, pixels: [0])
    let prediction = PictureGrid.Prediction(
      name: text, isRight: false, probabilities: [(name: text, value: 1)])
    let figures: [Figure] = [
      .facts([Figure.Fact(text, text, isGood: true)]),
      .table(
        DataTable(
          caption: text, columns: [DataTable.Column(text)], rows: [[text]], footer: [text])),
      .lines(
        LineChart(
          title: text,
          series: [
            LineChart.Series(name: text, values: [1, 2], isValidation: false),
            LineChart.Series(name: text, values: [1, 2], isValidation: true),
          ], marks: [LineChart.Mark(after: 1)], prefersSmall: true)),
      .bars(BarChart(title: text, groups: [text], series: [(name: text, values: [1])])),
      .measures(
        MeasureChart(
          title: text, measure: text, groups: [text, text],
          series: ["", text].map {
            MeasureChart.Series(name: $0, values: [1, nil], deviations: [0.5, nil])
          }, prefersSmall: false)),
      .heat(
        HeatChart(
          title: text, rowTitle: text, columnTitle: text, rows: [text], columns: [text, text],
          values: [[1, nil]], prefersSmall: true)),
      .folded(title: text, [.problem(text)]),
      .matrix(MatrixChart(classes: [text, "b"], counts: [[1, 1], [1, 1]], isNormalized: true)),
      .pictures(
        PictureGrid(
          title: text,
          items: [
            PictureGrid.Item(image: image, caption: text, prediction: prediction),
            PictureGrid.Item(image: image, caption: text),
          ], remark: text)),
      .sentences([text], smallPrint: text), .problem(text),
    ]
    var page = try Lesson(text: "```toy a\n```\n\n{{ a.b }}\n").page
    page.notebook.frontMatter.title = text
    page.notebook.frontMatter.description = text
    page.notebook.frontMatter.authors = [text]
    page.notebook.frontMatter.date = text
    page.notebook.frontMatter.languageTag = text
    page.cells = [
      Page.Cell(
        directive: text, name: "\(text) ", source: "\(text): \(text)", includedFrom: text,
        figures: figures)
    ]
    page.quotes = [Page.QuotedResult(text: text, value: text, path: text)]
    page.provenance = [Figure.Fact(text, text)]
    page.notebook.blocks += [
      .heading(level: 2, [.text(text)]), .code(info: text, text: text), .html(text),
      .paragraph([
        .text(text), .code(text), .html(text), .link(destination: "#a", title: text, [.text(text)]),
        .footnoteReference(label: text),
        .image(source: "a", title: text, [.text(text)]),
        .image(source: text, title: text, [.text("a")]),
      ]),
      .footnote(label: text, [.paragraph([.text(text)])]),
    ]
    page.images = ["a": "data:image/png;base64,QQ=="]
    return page
  }

  @Test(arguments: attacks)
  func textStaysText(_ attack: String) throws {
    // Long enough to be cut in charts as the harmless text is.
    let harmless = String(repeating: "a", count: 60)
    let expected = try shape(page(harmless).html)
    let hostile = try shape(page(attack + harmless).html)
    // What is coloured in a source depends on its words; nothing else may.
    func plain(_ shape: [String]) -> [String] { shape.filter { $0 != #"span ["class"]"# } }
    #expect(plain(hostile) == plain(expected))
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
    "java\tscript:alert(1)", "\u{1}javascript:alert(1)", "vbscript:x", "data:text/html,<script>",
    "file:///etc/passwd", "blob:x", "x:y", "javascript&colon;x:",
  ])
  func linksThatRunAreNone(_ destination: String) {
    #expect(!Prose.isSafe(destination))
  }

  @Test(arguments: [
    "https://keras.io", "HTTP://a.example", "mailto:a@b.example", "#a", "other.md", "a/b:c", "?a:b",
    "//a.example", "",
  ])
  func linksThatOnlyLeadSomewhereStay(_ destination: String) {
    #expect(Prose.isSafe(destination))
  }

  @Test func linksOfANotebookAreChecked() throws {
    let html = try Lesson(
      text:
        "[a](java&#10;script:alert&#40;1&#41;) [b](&#106;avascript:x) <javascript:x> ![c](javascript:x)"
    ).page.html
    let links = try MarkupReader(html).elements.filter { $0.name == "a" }
    #expect(links.compactMap { $0.attributes["href"] } == ["#text"])
  }
}
