import Diagnostics
import Schemas

/// Reads a call as a notebook would have it.
func read<Value: SchemaValue>(_ text: String, as type: Value.Type) throws -> Value {
  var diagnostics: [Diagnostic] = []
  guard let value = Value.read(raw(text), &diagnostics) else {
    throw ReadingError(messages: diagnostics.map(\.message))
  }
  return value
}

/// What is wrong with a call.
func problems<Value: SchemaValue>(of text: String, as type: Value.Type) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  _ = Value.read(raw(text), &diagnostics)
  return diagnostics
}

private func raw(_ text: String) -> RawValue {
  let mapped = MappedText(text, file: SourceFile(path: "call", text: text), at: 0)
  return RawValue(.text(mapped, .plain), at: mapped.span)
}

struct ReadingError: Error { var messages: [String] }
