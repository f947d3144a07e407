import Diagnostics
import Schemas
import Testing
import Tuning

/// Reads a tuner as a notebook writes it.
func tuner(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> any Tuner {
  var diagnostics: [Diagnostic] = []
  let file = SourceFile(path: "test.md", text: text)
  let raw = RawValue(
    .text(MappedText(text, file: file, at: 0), .plain), at: SourceSpan(file, 0..<text.utf8.count))
  let call = TunerCall.read(raw, &diagnostics)
  #expect(diagnostics.isEmpty, sourceLocation: sourceLocation)
  return try #require(call, sourceLocation: sourceLocation).tuner
}

/// A body whose values are texts, each at a place of its own.
func body(_ entries: (key: String, values: [String])...) -> [RawEntry] {
  let text = entries.map { "\($0.key)\n\($0.values.joined(separator: "\n"))\n" }.joined()
  let file = SourceFile(path: "test.md", text: text)
  var position = 0
  return entries.map { entry in
    let keySpan = SourceSpan(file, position..<position + entry.key.utf8.count)
    position += entry.key.utf8.count + 1
    let items = entry.values.map { value in
      let mapped = MappedText(value, file: file, at: position)
      position += value.utf8.count + 1
      return RawValue(.text(mapped, .plain), at: mapped.span)
    }
    return RawEntry(key: entry.key, keySpan: keySpan, value: RawValue(.list(items), at: keySpan))
  }
}
