import Markup
import Reports
import TestSupport
import Testing

struct SourceColoringTests {
  private func html(_ source: String) -> String {
    HTMLWriter.compact(.fragment(SourceColoring.nodes(source)))
  }

  @Test func everyKindOfWordHasItsColor() {
    let source = """
      # What is trained
      layers:
        - x = Conv2D(32, (3, 3), padding='same', use_bias=False)  # first
        - Dense(10, activation="softmax")(x)
      map: [Rescaling(1/255)]
      learning_rate: 1e-4
      epochs: ${params.epochs}
      expect: {accuracy: '>= 0.91'}
      ধরন: "বাংলা"

      """
    expectSnapshot(
      HTMLWriter.pretty(.fragment(SourceColoring.nodes(source))), "Reports/source.html")
  }

  @Test func theTextIsWhole() {
    for source in ["", "a", "a:\n  - b\n", "it's: 'open", "#", "\t- '", "a: #b", "x#y"] {
      let text = html(source).replacing(/<[^>]*>/, with: "")
      let expected = source.hasSuffix("\n") ? String(source.dropLast()) : source
      #expect(text == expected)
    }
  }

  @Test func signsOfHTMLAreEscaped() {
    #expect(
      html("a: '<b>&\"'")
        == #"<span class="k">a</span>: <span class="s">'&lt;b&gt;&amp;&quot;'</span>"#)
  }
}
