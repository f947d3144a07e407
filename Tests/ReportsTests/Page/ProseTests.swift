import Markup
import Reports
import TestSupport
import Testing

struct ProseTests {
  private func main(_ lesson: Lesson) throws -> String {
    let text = HTMLWriter.pretty(try lesson.page.document)
    let main = try #require(text.firstMatch(of: /(?s) *<main.*<\/main>\n/))
    return String(main.output)
  }

  @Test func tables() throws {
    expectSnapshot(
      try main(
        Lesson(
          text: """
            | Layer | Output | *Parameters* |
            | :---- | :----: | -----------: |
            | `Dense(10)` | 28 × 28 | 1,290 |
            | a \\| b | | <b>0</b> |
            """)), "Reports/prose-table.html")
  }

  @Test func footnotes() throws {
    expectSnapshot(
      try main(
        Lesson(text: "One[^b] and two[^a], one again[^b].\n\n[^a]: First.\n[^b]: Second *note*.\n")),
      "Reports/prose-footnotes.html")
  }

  /// A note whose last block is no paragraph, and one that only another note mentions.
  @Test func unusualFootnotes() throws {
    let html = try Lesson(text: "One[^a].\n\n[^a]: Text[^b].\n\n    - item\n\n[^b]: Deep.\n").page
      .html
    let reader = try MarkupReader(html)
    let ids = Set(reader.elements.compactMap { $0.attributes["id"] })
    let targets = reader.elements.compactMap { $0.attributes["href"] }.filter { $0.hasPrefix("#") }
    #expect(targets.contains("#fn-1"))
    #expect(targets.allSatisfy { ids.contains(String($0.dropFirst())) })
  }

  @Test func alerts() throws {
    expectSnapshot(
      try main(
        Lesson(
          text: "---\nlang: bn\n---\n"
            + ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"]
            .map { "> [!\($0)]\n> এক\n" }.joined(separator: "\n"))),
      "Reports/prose-alerts.html")
  }

  @Test func listsAndTasks() throws {
    expectSnapshot(
      try main(
        Lesson(
          text: "- [x] done\n- [ ] to *do*\n\n3. three\n\n   more\n\n4. four\n   - a\n   - b\n")),
      "Reports/prose-lists.html")
  }

  @Test func codeQuotesAndRules() throws {
    expectSnapshot(
      try main(
        Lesson(
          text: "```python title\nif a < b:\n    print(\"&\")\n```\n\n> Quoted\n> twice.\n\n***\n\n"
            + "    indented\n\nHard  \nbreak, ~~struck~~ and `co  de`.\n")),
      "Reports/prose-code.html")
  }

  @Test func rawHTMLIsText() throws {
    let text = "<div onclick=\"run()\">\n\nA <b>word</b>.\n\n</div>\n"
    expectSnapshot(try main(Lesson(text: text)), "Reports/prose-html.html")
    let allowed = try main(Lesson(text: text, allowsHTML: true))
    #expect(allowed.contains("<b>") && allowed.contains(#"<div onclick="run()">"#))
  }

  @Test func linksAndPictures() throws {
    let lesson = Lesson(
      text: """
        [Keras](https://keras.io "The \\"library\\"") and <https://a.example/?a=1&b=2> and
        [there](#what-is-it) and [bad](javascript:alert(1)).

        ![A cat](cat.png "Title") ![Far](https://a.example/a.png) ![Lost](lost.png)
        """, images: ["cat.png": "data:image/png;base64,QUJD"])
    expectSnapshot(try main(lesson), "Reports/prose-links.html")
  }

  @Test func quotes() throws {
    let lesson = Lesson(
      text: "```toy a\n```\n\nIt is {{ a.x | percent(1) }}, not {{ a.y }}.\n",
      quotes: [
        Page.QuotedResult(text: "91.5%", value: "0.9149", path: "a.x"),
        Page.QuotedResult(text: "—", value: nil, path: "a.y"),
      ])
    expectSnapshot(try main(lesson), "Reports/prose-quotes.html")
  }

  @Test func formulas() throws {
    let lesson = Lesson(
      text: #"""
        ```toy a
        ```

        Let $x_1 < \alpha$, and $p = {{ a.x | percent(1) }}$; not `$x$`.

        $$
        a + b
        $$

        $L(\theta) = \frac{1}{N} \sum_{i=1}^N \ell(f(x_i), y_i) + \lambda \lVert\theta\rVert_2^2$
        """#, quotes: [Page.QuotedResult(text: "91.5%", value: "0.9149", path: "a.x")])
    expectSnapshot(try main(lesson), "Reports/prose-formulas.html")
  }
}
