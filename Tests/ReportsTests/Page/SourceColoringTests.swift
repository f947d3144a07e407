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

  /// The marks of code in a language: each as its class and its text.
  private func marks(_ code: String, _ language: String) -> [String] {
    SourceColoring.nodes(code, language: language).compactMap { node in
      guard case .element(_, let attributes, let content) = node,
        case .text(let text)? = content.first
      else { return nil }
      return "\(attributes.first?.value ?? "") \(text)"
    }
  }

  @Test func python() {
    #expect(
      marks("@cache\ndef f(x):  # it's\n    return f'{x}' if x else None\n", "python") == [
        "n @cache", "k def", "f f", "c # it's", "k return", "s '{x}'", "k if", "k else", "n None",
      ])
    #expect(marks("x = '''a\n'b''' + 0x1F", "py") == ["s '''a\n'b'''", "n 0x1F"])
    // A string that nobody closed ends with its line.
    #expect(marks("a = 'b\\'c\nif", "python") == ["s 'b\\'c", "k if"])
  }

  @Test func swift() {
    #expect(
      marks("@main struct A { let s = \"a\\\"b\" /* x\n y */ }  // z", "Swift") == [
        "n @main", "k struct", "k let", "s \"a\\\"b\"", "c /* x\n y */", "c // z",
      ])
  }

  @Test func shell() {
    #expect(
      marks("$ for f in \"$A\"; do run ${f} --n=3 # all\n", "bash") == [
        "k for", "k in", "s \"$A\"", "k do", "n ${f}", "n 3", "c # all",
      ])
  }

  @Test func jsonAndYAML() {
    #expect(
      marks("{\"a\" : [1.5, true, \"b:\"]}", "json") == ["k \"a\"", "n 1.5", "n true", "s \"b:\""])
    #expect(
      marks("title: What's this # so\nlist: *all\n", "yml") == [
        "k title", "c # so", "k list", "n *all",
      ])
  }

  @Test func aLanguageThatIsNotKnownStaysPlain() {
    for language in ["brainfuck", "", "cell"] { #expect(marks("if 'a' 1 # b", language).isEmpty) }
  }

  /// Colours add marks and take nothing away.
  @Test(arguments: ["python", "swift", "bash", "json", "yaml", "konspekt"])
  func theTextIsWhole(_ language: String) {
    for code in [
      "", "\"", "'''", "/*", "$", "${", "@", "a\\", "\"\\", "x: 'y\nz'", "অ: ১ #", "\n\n",
    ] {
      let whole = HTMLWriter.compact(.fragment(SourceColoring.nodes(code, language: language)))
        .replacing(/<[^>]*>/, with: "").replacing("&quot;", with: "\"")
      #expect(whole == (code.hasSuffix("\n") ? String(code.dropLast()) : code))
    }
  }

  @Test func signsOfHTMLAreEscaped() {
    #expect(
      html("a: '<b>&\"'")
        == #"<span class="k">a</span>: <span class="s">'&lt;b&gt;&amp;&quot;'</span>"#)
  }
}
