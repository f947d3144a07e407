import Datasets
import Diagnostics
import Schemas

/// A source as a notebook says it.
func source(_ text: String) -> (source: (any Source)?, diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  let file = SourceFile(path: "a.md", text: text)
  let value = Notation.value(MappedText(text, file: file, at: 0), &diagnostics)
  let call = value.flatMap { SourceCall.read($0, &diagnostics) }
  return (call?.source, diagnostics)
}
