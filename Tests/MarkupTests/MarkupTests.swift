import Markup
import Testing

struct MarkupTests {
  @Test func textAndAttributesAreEscaped() {
    let node = tag("a", ["href": "?a=1&b=\"<", "title": nil], "<script>&\u{0}")
    #expect(
      HTMLWriter.compact(node)
        == #"<a href="?a=1&amp;b=&quot;&lt;">&lt;script&gt;&amp;"# + "\u{FFFD}</a>")
  }

  /// Controls, and what would turn the direction of the text after it, are shown as what they are.
  @Test func whatCannotBeTextIsReplaced() {
    let forbidden: [UInt32] = [
      0x1, 0x1B, 0x7F, 0x80, 0x9F, 0x202A, 0x202E, 0x2066, 0x2069, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE,
      0x10FFFF,
    ]
    for scalar in forbidden.compactMap(Unicode.Scalar.init) {
      #expect(Escaping.escaped("a\(scalar)b") == "a\u{FFFD}b", "\(scalar.value)")
    }
    // Their neighbours, and what scripts need, stay: joiners, marks, private use.
    let kept =
      "\t\n~\u{A0}é\u{200C}\u{200D}\u{200E}\u{2029}\u{202F}\u{2060}\u{206A}অ‌‍\u{FDCF}\u{FFFD}😀"
    #expect(Escaping.escaped(kept) == kept)
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
