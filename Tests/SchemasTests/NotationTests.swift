import Diagnostics
import Schemas
import Testing

/// The call notation: what can be written, and where a mistake is said to be.
struct NotationTests {
  private func read(_ text: String, inFlow: Bool = false) -> (RawValue?, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: "a.md", text: text)
    let value = Notation.value(MappedText(text, file: file, at: 0), inFlow: inFlow, &diagnostics)
    return (value, diagnostics)
  }

  /// A value as text that shows its structure.
  private func shape(_ value: RawValue?) -> String {
    guard let value else { return "nothing" }
    func arguments(_ arguments: [RawCall.Argument]) -> String {
      arguments.map { ($0.label.map { "\($0)=" } ?? "") + shape($0.value) }.joined(separator: ", ")
    }
    switch value.node {
    case .text(let text, _): return "text \(text.text)"
    case .none: return "None"
    case .bool(let flag): return flag ? "True" : "False"
    case .number(let number, _): return "\(number)"
    case .word(let word): return word
    case .string(let string): return "'\(string)'"
    case .list(let items): return "[\(items.map(shape).joined(separator: ", "))]"
    case .mapping: return "{}"
    case .call(let call):
      return "\(call.name)(\(arguments(call.arguments)))"
        + (call.application.map { "(\(arguments($0)))" } ?? "")
    }
  }

  @Test(arguments: [
    ("3", "3.0"), ("-1e-4", "-0.0001"), ("1/255", "\(1.0 / 255)"), ("True", "True"),
    ("false", "False"), ("None", "None"), ("'same'", "'same'"), ("same", "same"),
    ("(3, 3)", "[3.0, 3.0]"), ("(3,)", "[3.0]"), ("[1, [2]]", "[1.0, [2.0]]"),
    ("fashion.test[:9]", "fashion.test[:9]"), ("train[80%:]", "train[80%:]"),
    ("Conv2D(32, (3, 3), padding='same')", "Conv2D(32.0, [3.0, 3.0], padding='same')"),
    ("Adam(CosineDecay(1e-3, decay_steps=5))", "Adam(CosineDecay(0.001, decay_steps=5.0))"),
    ("Add()([x, y])", "Add()([x, y])"), ("Flatten()", "Flatten()"),
  ]) func values(_ text: String, _ expected: String) {
    let (value, diagnostics) = read(text)
    #expect(diagnostics.map(\.message) == [])
    #expect(shape(value) == expected)
  }

  @Test(arguments: [
    ("Conv2D(32, 3", "notation-unbalanced", 7), ("Conv2D(32 3)", "notation-unexpected", 11),
    ("Conv2D(32, 5x)", "notation-number", 12), ("Flatten())", "notation-unexpected", 10),
    ("'open", "notation-unbalanced", 1),
  ]) func mistakes(_ text: String, _ id: String, _ column: Int) {
    let (value, diagnostics) = read(text)
    #expect(shape(value) == "nothing")
    #expect(diagnostics.map(\.id) == [id])
    #expect(diagnostics.first?.span?.start.column == column)
  }

  @Test func aCallCutAtItsCommaSaysSo() {
    #expect(read("Conv2D(32", inFlow: true).1.map(\.id) == ["notation-flow-comma"])
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "(", count: 10_000)
    #expect(read(text).1.map(\.id) == ["notation-nesting"])
  }
}
