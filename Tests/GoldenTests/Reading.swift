import Diagnostics
import Engine
import Schemas

/// Reads a call as a notebook would have it, so that names, positions and defaults are checked too.
func read<Value: SchemaValue>(_ text: String, as type: Value.Type) throws -> Value {
  let file = SourceFile(path: "case.md", text: text)
  let mapped = MappedText(text, file: file, at: 0)
  var diagnostics: [Diagnostic] = []
  guard let value = Value.read(RawValue(.text(mapped, .plain), at: mapped.span), &diagnostics)
  else {
    throw GoldenError("\(text): \(diagnostics.map(\.message).joined(separator: "; "))")
  }
  return value
}

/// Reads a layer of its own.
func readLayer(_ text: String) throws -> any Layer {
  guard let layer = try read(text, as: LayerItem.self).layer else {
    throw GoldenError("\(text) is no layer")
  }
  return layer
}
