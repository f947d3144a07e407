import Diagnostics
import Testing

struct SourceFileTests {
  @Test func columnsCountUnicodeScalars() {
    // স্তর is four scalars of three bytes each: a consonant, a sign that joins, two consonants.
    let file = SourceFile(path: "a.md", text: "প্রথম\nস্তর: 5\n")
    let five = file.utf8.firstIndex(of: UInt8(ascii: "5"))!
    #expect(file.position(at: five) == SourceFile.Position(line: 2, column: 7))
    let ukrainian = SourceFile(path: "a.md", text: "шар: їжак x")
    let x = ukrainian.utf8.firstIndex(of: UInt8(ascii: "x"))!
    #expect(ukrainian.position(at: x).column == 11)
  }

  @Test func everyLineEndCounts() {
    let file = SourceFile(path: "a.md", text: "one\r\ntwo\nthree")
    #expect(file.position(at: 5) == SourceFile.Position(line: 2, column: 1))
    #expect(file.text(in: file.lineRange(2)) == "three")
    #expect(file.position(at: file.utf8.count).line == 3)
  }

  @Test func anEmptyFileHasAPlace() {
    #expect(SourceFile(path: "a.md", text: "").position(at: 0) == .init(line: 1, column: 1))
  }
}

struct DiagnosticRendererTests {
  @Test func theLineIsShownWithAMarkUnderThePlace() {
    let file = SourceFile(path: "урок.md", text: "шари:\n  - Conv2d(32, 3)\n")
    let start = file.utf8.firstIndex(of: UInt8(ascii: "C"))!
    let diagnostic = Diagnostic(
      "layer-unknown", "there is no layer 'Conv2d'", at: SourceSpan(file, start..<start + 6),
      suggestion: "Conv2D")
    #expect(
      DiagnosticRenderer().text(diagnostic) == """
        урок.md:2:5: error: there is no layer 'Conv2d'; did you mean 'Conv2D'?
        2 |   - Conv2d(32, 3)
          |     ^~~~~~

        """)
  }

  @Test func echoesAtOnePlaceAreLeftOut() {
    let file = SourceFile(path: "a.md", text: "abc")
    let first = Diagnostic("a", "first", at: SourceSpan(file, 0..<1))
    let echo = Diagnostic("b", "second", at: SourceSpan(file, 0..<3))
    let other = Diagnostic("c", "third", at: SourceSpan(file, 1..<2))
    #expect([first, echo, other].withoutEchoes.map(\.id) == ["a", "c"])
    #expect([other, first].inReadingOrder.map(\.id) == ["a", "c"])
  }
}

struct NearMissTests {
  @Test func onlyWhatIsNearIsOffered() {
    #expect(NearMiss.of("bach_size", among: ["batch_size", "epochs"]) == "batch_size")
    #expect(NearMiss.of("Conv2d", among: ["Conv2D", "Dense"]) == "Conv2D")
    #expect(NearMiss.of("banana", among: ["Conv2D", "Dense"]) == nil)
  }
}

struct JSONTests {
  @Test func numbersReadBackAsTheSameBits() {
    let json = JSON.object([
      "double": .double(0.1), "float": .float(0.1), "nan": .double(.nan),
      "text": .string("a\"\n\u{1}"),
    ])
    #expect(
      json.compactText
        == #"{"double": 0.1, "float": 0.1, "nan": "nan", "text": "a\"\n\u0001"}"#)
    let third: Float = 1 / 3
    #expect(Float(JSON.float(third).compactText) == third)
    #expect(Double(JSON.double(1.0 / 3).compactText) == 1.0 / 3)
  }
}
