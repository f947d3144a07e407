import Diagnostics
import Engine
import Schemas
import Tensors

/// Reads a model's layers as a notebook would have them.
func readGraph(_ layers: [String], input: Shape) throws -> Graph {
  var diagnostics: [Diagnostic] = []
  let items = layers.compactMap { LayerItem.read(rawValue($0), &diagnostics) }
  guard let graph = Graph.build(items, inputShape: input, &diagnostics) else {
    throw LayerReadingError(messages: diagnostics.map(\.message))
  }
  return graph
}

/// A text as it stands in a notebook.
func rawValue(_ text: String) -> RawValue {
  let mapped = MappedText(text, file: SourceFile(path: "test", text: text), at: 0)
  return RawValue(.text(mapped, .plain), at: mapped.span)
}

/// Reads a call as a notebook would have it.
func readCall<Value: SchemaValue>(_ text: String, as type: Value.Type) throws -> Value {
  var diagnostics: [Diagnostic] = []
  guard let value = Value.read(rawValue(text), &diagnostics) else {
    throw LayerReadingError(messages: diagnostics.map(\.message))
  }
  return value
}
