import Diagnostics
import Schemas
import Testing

struct SchemaTests {
  struct Toy: Declared {
    var units = 0
    var rate = 0.5
    var size: Size2D = 2
    var names: [String] = []
    var limit: Int?
    var note = ""

    static let schema = Schema<Self>(
      "Toy", summary: "A toy.",
      [
        Field("units", \.units, .required, .atLeast(1), doc: "How many."),
        Field("rate", \.rate, .within(0..<1), doc: "How often."),
        Field("size", \.size, .atLeast(1), doc: "How large."),
        Field("names", \.names, doc: "What."),
        Field("limit", \.limit, .atLeast(1), doc: "At most."),
        Field("note", \.note, .presentation, doc: "Words."),
      ])
  }

  private func read(_ text: String) -> (Toy?, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: "a.md", text: text)
    guard
      let value = Notation.value(MappedText(text, file: file, at: 0), &diagnostics),
      case .call(let call) = value.node
    else { return (nil, diagnostics) }
    return (Toy.read(call, &diagnostics), diagnostics)
  }

  @Test func argumentsByPositionAndByName() {
    let (toy, diagnostics) = read("Toy(3, size=(1, 4), names=[a, 'b'], limit=None)")
    #expect(diagnostics.isEmpty)
    #expect(toy?.units == 3)
    #expect(toy?.size == Size2D(1, 4))
    #expect(toy?.names == ["a", "b"])
    #expect(toy?.limit == nil)
  }

  @Test(arguments: [
    ("Toy()", ["argument-missing"]), ("Toy(0)", ["field-range"]),
    ("Toy(1, rate=1)", ["field-range"]), ("Toy(1.5)", ["field-type"]),
    ("Toy(1, units=2)", ["argument-duplicate"]), ("Toy(1, rte=0.1)", ["argument-unknown"]),
    ("Toy(rate=0.1, 3)", ["argument-order"]),
    ("Toy(1, 0.1, 2, a, 3, b, 7)", ["argument-count"]),
    // All mistakes are found in one go.
    ("Toy(0, rate=2, size=0)", ["field-range", "field-range", "field-range"]),
  ]) func mistakes(_ text: String, _ ids: [String]) {
    let (toy, diagnostics) = read(text)
    #expect(toy == nil)
    #expect(diagnostics.map(\.id) == ids)
  }

  @Test func theMeaningHasDefaultsAndNoPresentation() {
    let expected =
      "Toy(units=3, rate=0.5, size=[2, 2], names=[], limit=None)"
    #expect(read("Toy(3)").0?.canonical.text == expected)
    #expect(read("Toy(units=3, note='x', rate=1/2)").0?.canonical.text == expected)
  }

  @Test func canonicalTextIsUnambiguous() {
    let tricky = Canonical.list([.string("a', 'b")])
    #expect(tricky.text != Canonical.list([.string("a"), .string("b")]).text)
  }

  @Test func theReferencePageComesFromTheSchema() {
    let page = Toy.anySchema
    #expect(page.fields.map(\.name) == ["units", "rate", "size", "names", "limit", "note"])
    #expect(page.fields.map(\.defaultText) == [nil, "0.5", "[2, 2]", "[]", "None", "''"])
  }
}

extension SchemaTests.Toy: Equatable {
  static func == (left: Self, right: Self) -> Bool { left.canonical == right.canonical }
}
