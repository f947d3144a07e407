import Diagnostics
public import Schemas

extension RawValue {
  /// The value in Keras' notation.
  public var notation: String { written.text }

  /// The value as a text every byte of which has the place of what it says.
  var written: (text: String, places: [Range<Int>]) {
    var writer = NotationWriter()
    writer.write(self)
    return (writer.text, writer.places)
  }
}

/// Writes values down in Keras' notation.
struct NotationWriter {
  private(set) var text = ""
  private(set) var places: [Range<Int>] = []

  mutating func write(_ piece: String, at span: SourceSpan) {
    text += piece
    places += Array(repeating: span.range, count: piece.utf8.count)
  }

  mutating func write(_ value: RawValue) {
    switch value.node {
    case .text(let text, _): write(text.text, at: value.span)
    case .none: write("None", at: value.span)
    case .bool(let flag): write(flag ? "True" : "False", at: value.span)
    case .number(_, let text): write(text, at: value.span)
    case .word(let word): write(word, at: value.span)
    case .string(let string):
      let escaped = string.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
      write("'\(escaped)'", at: value.span)
    case .list(let items):
      write("[", at: value.span)
      for (index, item) in items.enumerated() {
        if index > 0 { write(", ", at: value.span) }
        write(item)
      }
      write("]", at: value.span)
    case .mapping(let entries):
      write("{", at: value.span)
      for (index, entry) in entries.enumerated() {
        if index > 0 { write(", ", at: value.span) }
        write("\(entry.key): ", at: entry.keySpan)
        write(entry.value)
      }
      write("}", at: value.span)
    case .call(let call):
      write(call.name, at: call.nameSpan)
      // A bare word stays one.
      if call.isBareWord { return }
      write(call.arguments, of: call)
      if let application = call.application { write(application, of: call) }
    }
  }

  private mutating func write(_ arguments: [RawCall.Argument], of call: RawCall) {
    write("(", at: call.span)
    for (index, argument) in arguments.enumerated() {
      if index > 0 { write(", ", at: call.span) }
      if let label = argument.label { write("\(label)=", at: argument.labelSpan ?? call.span) }
      write(argument.value)
    }
    write(")", at: call.span)
  }
}
