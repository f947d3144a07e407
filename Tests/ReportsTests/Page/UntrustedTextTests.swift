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
    "</code></pre><script>", "</figcaption><iframe srcdoc=x>", "</details><form action=x>",
    "</desc></title><foreignObject>", "<a href=javascript:alert(1)>", "\u{2028}\u{2029}",
    "<svg><use href=data:image/svg+xml,x>", "<math><annotation-xml>", "<base href=//a.example>",
    "<meta http-equiv=refresh content=0>", "\"style=\"background:url(//a.example)",
    "*{background:url(//a.example)}", "\\3c script\\3e", "&#x3c;script&#x3e;",
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
    page.digests = [Figure.Fact(text, text)]
    page.quotes = [Page.QuotedResult(text: text, value: text, path: text)]
    page.provenance = [Figure.Fact(text, text)]
    page.notebook.blocks += [
      .heading(level: 2, [.text(text)]), .code(info: text, text: text), .html(text),
      .code(info: "python", text: text), .blockQuote([.paragraph([.text(text)])]),
      .alert(.note, [.paragraph([.text(text)])]),
      .paragraph([.text(": \(text)")]),
      .paragraph([.image(source: "a", title: text, [.text(text)])]),
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

  /// What places and shapes the parts of a drawing.
  private static let drawing: Set<String> = [
    "class", "cx", "cy", "d", "dx", "dy", "fill-opacity", "height", "opacity", "points",
    "preserveAspectRatio", "r", "rx", "style", "text-anchor", "transform", "viewBox", "width", "x",
    "x1", "x2", "y", "y1", "y2",
  ]

  /// Everything that a page may hold; whatever else is in it got there by a notebook.
  private static let allowed: [String: Set<String>] = [
    "html": ["lang"], "head": [], "meta": ["charset", "name", "content", "http-equiv"],
    "title": ["id"], "style": [], "body": ["class"], "header": [], "main": ["id"], "footer": [],
    "nav": ["class", "aria-label"], "section": ["class", "id", "aria-label"],
    "div": ["class", "tabindex", "role", "aria-label", "style"], "p": ["class"], "h1": ["id"],
    "h2": ["id"], "h3": ["id"], "h4": ["id"], "h5": ["id"], "h6": ["id"],
    "a": ["class", "href", "title", "rel", "aria-label"], "span": ["class", "style"], "em": [],
    "strong": [], "del": [], "br": [], "hr": [], "wbr": [], "sup": ["class", "id"],
    "code": ["class"], "pre": ["class", "tabindex"], "blockquote": [],
    "ul": ["class", "aria-label"],
    "ol": ["start"], "li": ["class", "id"], "label": [],
    "input": ["type", "name", "checked", "disabled"], "b": [],
    "i": ["class", "style"],
    "dl": ["class"], "dt": [], "dd": [], "data": ["class", "value", "title"],
    "time": ["class", "datetime"], "details": ["class", "open"], "summary": ["class"],
    "table": ["class", "id"], "caption": [], "thead": [], "tbody": [], "tfoot": [], "tr": [],
    "th": ["scope", "class"], "td": ["class"], "figure": ["class", "id"], "figcaption": [],
    "img": ["class", "src", "alt", "title", "width", "height"],
    "svg": drawing.union(["role", "aria-label", "aria-labelledby", "aria-hidden"]),
    "desc": ["id"], "defs": [],
    "pattern": ["id", "width", "height", "patternUnits", "patternTransform"],
    "use": ["href"], "image": ["id", "width", "height", "href"],
    "g": drawing, "text": drawing, "tspan": drawing, "rect": drawing, "line": drawing,
    "circle": drawing, "polyline": drawing, "polygon": drawing, "path": drawing,
  ]

  /// Checks that a page holds nothing that could run, fetch, or lead to what runs.
  private func expectHarmless(_ html: String) throws {
    for element in try MarkupReader(html).elements {
      let attributes = try #require(Self.allowed[element.name], "<\(element.name)>")
      #expect(Set(element.attributes.keys).isSubset(of: attributes), "\(element)")
      let address = element.attributes["href"]
      if let address, element.name != "image" { #expect(Prose.isSafe(address), "\(address)") }
      if element.name == "use" { #expect(address?.hasPrefix("#picture-") == true) }
      if let source = element.name == "image" ? address : element.attributes["src"] {
        #expect(source.wholeMatch(of: /data:image\/(png|jpeg);base64,[A-Za-z0-9+\/=]*/) != nil)
      }
      if let style = element.attributes["style"] {
        let places =
          /(?:(?:(?:min|max)-)?(?:width|height)|left|top|right|bottom):-?[0-9.]+(?:px|%);?/
        #expect(style.replacing(places, with: "").isEmpty, "\(style)")
      }
    }
    #expect(html.components(of: "<style>") == 1)
  }

  @Test(arguments: attacks)
  func nothingIsInThePageThatIsNotOnTheList(_ attack: String) throws {
    try expectHarmless(page(attack).html)
  }

  /// The same as an author would write it, with Markdown's own ways to markup.
  @Test(arguments: attacks)
  func nothingComesThroughMarkdown(_ attack: String) throws {
    let line = attack.replacing("\n", with: " ")
    let lesson = Lesson(
      text: """
        # \(line)

        \(line) **\(line)** `\(line)` [\(line)](<\(line)> "\(line)") ![\(line)](a.png "\(line)")

        ![\(line)](<\(line)>) <\(line)> [ref] [^n]

        | \(line) |
        | - |
        | \(line) |

        : \(line)

        - [x] \(line)

        > [!NOTE]
        > \(line)

        ```\(line.replacing("`", with: ""))
        \(line)
        ```

        ```python \(line.replacing("`", with: ""))
        \(line)
        ```

        ```toy a
        x: \(line)
        ```

        [ref]: <\(line)> "\(line)"

        [^n]: \(line)
        """, figures: [[.problem(line)]],
      // Where an attack is a quote, it stands in many places.
      quotes: Array(
        repeating: Page.QuotedResult(text: line, value: line, path: line), count: 40),
      images: ["a.png": "data:image/png;base64,QQ=="])
    try expectHarmless(lesson.page.html)
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
