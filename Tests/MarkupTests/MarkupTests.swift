import Markup
import Testing

struct MarkupTests {
  @Test func textAndAttributesAreEscaped() {
    let node = tag("a", ["href": "?a=1&b=\"<", "title": nil], "<script>&\u{0}")
    #expect(
      HTMLWriter.compact(node)
        == #"<a href="?a=1&amp;b=&quot;&lt;">&lt;script&gt;&amp;"# + "\u{FFFD}</a>")
  }

  @Test func voidElementsHaveNoEnd() {
    #expect(HTMLWriter.compact([tag("br"), tag("p")]) == "<br><p></p>")
  }

  @Test func thePrettyFormHasALineForEverything() {
    let node = tag("ul", ["class": "a"], tag("li", ["id": "x", "lang": "uk"], "one"))
    #expect(
      HTMLWriter.pretty(node) == """
        <ul class="a">
          <li
              id="x"
              lang="uk">
            one
          </li>
        </ul>

        """)
  }

  @Test func nothingIsEmpty() {
    #expect(Node.empty.isEmpty)
    #expect(!tag("p").isEmpty)
  }
}
