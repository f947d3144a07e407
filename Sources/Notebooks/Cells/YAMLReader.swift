import Diagnostics
import Schemas
import Yams

/// Turns YAML into raw values with places; the only file that knows Yams.
struct YAMLReader {
  private let body: BodyText
  private var nodeCount = 0

  /// Aliases of aliases can multiply without end; no honest body is as large as this.
  private static let mostNodes = 100_000

  private struct TooLarge: Error {}

  /// Reads a mapping.
  ///
  /// - Parameters:
  ///   - body: The text with its places.
  ///   - what: What the text is, for messages.
  ///   - diagnostics: Where mistakes are reported.
  /// - Returns: The keys with their values; nil after a mistake.
  static func mapping(
    _ body: BodyText, what: String, _ diagnostics: inout [Diagnostic]
  ) -> [RawEntry]? {
    guard let value = value(body, &diagnostics) else { return nil }
    switch value.node {
    case .none: return []
    case .mapping(let entries): return entries
    default:
      diagnostics.append(
        Diagnostic(
          "yaml-not-mapping", "\(what) must be 'key: value' lines, found \(value.found)",
          at: value.span))
      return nil
    }
  }

  /// Reads any value; a text with nothing in it is none.
  static func value(_ body: BodyText, _ diagnostics: inout [Diagnostic]) -> RawValue? {
    let whole = SourceSpan(
      body.file,
      (body.lines.first?.lowerBound ?? 0)..<(body.lines.last?.upperBound ?? 0))
    do {
      guard let node = try Yams.compose(yaml: body.text) else { return RawValue(.none, at: whole) }
      var reader = YAMLReader(body: body)
      return try reader.value(node, inFlow: false, &diagnostics)
    } catch let error as YamlError {
      diagnostics.append(YAMLMistake(error: error, body: body, whole: whole).diagnostic)
    } catch {
      diagnostics.append(
        Diagnostic("yaml-too-large", "this block holds too many values", at: whole))
    }
    return nil
  }

  private init(body: BodyText) { self.body = body }

  private mutating func value(
    _ node: Node, inFlow: Bool, _ diagnostics: inout [Diagnostic]
  ) throws -> RawValue {
    nodeCount += 1
    guard nodeCount <= Self.mostNodes else { throw TooLarge() }
    switch node {
    case .scalar(let scalar): return self.scalar(scalar, inFlow: inFlow)
    case .sequence(let sequence):
      let isFlow = inFlow || begins(sequence.mark, with: "[")
      var items: [RawValue] = []
      for item in sequence { items.append(try value(item, inFlow: isFlow, &diagnostics)) }
      return RawValue(.list(items), at: span(sequence.mark))
    case .mapping(let mapping):
      let isFlow = inFlow || begins(mapping.mark, with: "{")
      var entries: [RawEntry] = []
      for (key, item) in mapping {
        guard case .scalar(let name) = key else {
          diagnostics.append(
            Diagnostic("yaml-key", "a key must be a word", at: span(key.mark)))
          continue
        }
        let keyValue = scalar(name, inFlow: isFlow)
        entries.append(
          RawEntry(
            key: name.string, keySpan: keyValue.span,
            value: try value(item, inFlow: isFlow, &diagnostics)))
      }
      return RawValue(.mapping(entries), at: span(mapping.mark))
    case .alias(let alias):
      // Composing has put the anchor's value in the place of every alias.
      return RawValue(.none, at: span(alias.mark))
    }
  }

  /// Whether a collection is written in brackets: Yams does not keep its style.
  private func begins(_ mark: Mark?, with bracket: Unicode.Scalar) -> Bool {
    guard let mark else { return false }
    let offset = body.offset(line: mark.line, column: mark.column)
    return offset < body.file.utf8.count && body.file.utf8[offset] == UInt8(ascii: bracket)
  }

  private func span(_ mark: Mark?) -> SourceSpan {
    guard let mark else { return body.span(line: 1, column: 1) }
    return body.span(line: mark.line, column: mark.column)
  }

  private func scalar(_ scalar: Node.Scalar, inFlow: Bool) -> RawValue {
    let start = scalar.mark.map { body.offset(line: $0.line, column: $0.column) } ?? 0
    let isPlain = scalar.style == .plain || scalar.style == .any
    if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
      return RawValue(.none, at: SourceSpan(body.file, start..<start + scalar.string.utf8.count))
    }
    let text = mapped(scalar, from: start, isPlain: isPlain)
    let style: RawValue.ScalarStyle = isPlain ? (inFlow ? .plainInFlow : .plain) : .quoted
    return RawValue(.text(text, style), at: text.span)
  }

  /// Finds the place of every byte of a scalar by walking through the source in step with it: what
  /// quotes, escapes and folding add to the source is passed over.
  private func mapped(_ scalar: Node.Scalar, from start: Int, isPlain: Bool) -> MappedText {
    let wanted = Array(scalar.string.utf8)
    let end = start + wanted.count
    if isPlain, end <= body.file.utf8.count, body.file.utf8[start..<end].elementsEqual(wanted) {
      return MappedText(scalar.string, file: body.file, at: start)
    }
    let source = body.bytes(from: start)
    var position = 0
    let first = source.first?.byte
    let isQuoted = first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
    if isQuoted { position = 1 }
    var places: [Range<Int>] = []
    places.reserveCapacity(wanted.count)
    for byte in wanted {
      let isSpace = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
      var found = position
      if !isSpace {
        while found < source.count, source[found].byte != byte { found += 1 }
      }
      if found >= source.count {
        found = min(position, source.count - 1)
      } else {
        position = found + 1
      }
      let offset = found >= 0 ? source[found].offset : start
      places.append(offset..<offset + 1)
    }
    var upper = places.last.map(\.upperBound) ?? start
    if isQuoted {
      // The span of a quoted text holds its quotes.
      let close = source.dropFirst(position).first { $0.byte == first }
      upper = close.map { $0.offset + 1 } ?? max(upper, start + 1)
    }
    return MappedText(
      scalar.string, span: SourceSpan(body.file, start..<max(upper, start)), places: places)
  }
}

extension Node {
  fileprivate var mark: Mark? {
    switch self {
    case .scalar(let scalar): scalar.mark
    case .sequence(let sequence): sequence.mark
    case .mapping(let mapping): mapping.mark
    case .alias(let alias): alias.mark
    }
  }
}

/// A mistake in YAML, in words that name the rule.
private struct YAMLMistake {
  let error: YamlError
  let body: BodyText
  let whole: SourceSpan

  var diagnostic: Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return syntax(problem, context, mark)
    case .duplicatedKeysInMapping(let keys, let context):
      return duplicate(keys, context.mark)
    case .reader(let problem, _, _, _):
      return Diagnostic(
        "yaml-syntax", "a character that YAML does not allow: \(problem)", at: whole)
    default:
      return Diagnostic("yaml-syntax", "this is not YAML", at: whole)
    }
  }

  private func syntax(
    _ problem: String, _ context: YamlError.Context?, _ mark: Mark
  ) -> Diagnostic {
    let span = body.span(line: mark.line, column: mark.column)
    if let tab = tab(upTo: mark.line) {
      return Diagnostic(
        "yaml-tab", "YAML is indented with spaces; here is a tab", at: tab)
    }
    let opened = context.map { body.span(line: $0.mark.line, column: $0.mark.column) }
    func opening(_ message: String) -> Diagnostic {
      let notes = opened.map { [Diagnostic.Note("it begins here", at: $0)] } ?? []
      return Diagnostic("yaml-syntax", message, at: span, notes: notes)
    }
    switch problem {
    case let text where text.contains("did not find expected ',' or ']'"):
      return opening(
        "expected ',' or ']' in this list; a value with '{', '}' or ': ' in it must be quoted")
    case let text where text.contains("did not find expected ',' or '}'"):
      return opening(
        "expected ',' or '}' in this mapping; a value with ${…} or ': ' in it must be quoted here")
    case let text where text.contains("mapping values are not allowed"):
      return Diagnostic(
        "yaml-syntax", "a second ':' in one value; quote the value, or put it on lines of its own",
        at: span)
    case let text where text.contains("could not find expected ':'"):
      return Diagnostic("yaml-syntax", "expected 'key: value'", at: opened ?? span)
    case let text where text.contains("did not find expected key"):
      return opening("this line does not fit the lines above: check the indentation and the quotes")
    case let text where text.contains("unexpected end of stream"):
      return Diagnostic("yaml-syntax", "a quoted text has no closing quote", at: opened ?? span)
    case let text where text.contains("cannot start any token"):
      return Diagnostic(
        "yaml-syntax", "a value cannot begin with '\(span.text)'; quote it", at: span)
    default:
      let what = context.map { "\($0.text): " } ?? ""
      return Diagnostic("yaml-syntax", "\(what)\(problem)", at: span)
    }
  }

  /// A tab in the indentation of a line, at or just before the line that YAML stumbled over.
  private func tab(upTo line: Int) -> SourceSpan? {
    for index in stride(from: min(line, body.lines.count) - 1, through: max(0, line - 3), by: -1) {
      for offset in body.lines[index] {
        let byte = body.file.utf8[offset]
        if byte == UInt8(ascii: "\t") { return SourceSpan(body.file, offset..<offset + 1) }
        if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "-") { break }
      }
    }
    return nil
  }

  private func duplicate(_ keys: [String], _ mark: Mark) -> Diagnostic {
    let key = keys.first ?? ""
    var places: [SourceSpan] = []
    let wanted = Array(key.utf8)
    for line in body.lines.dropFirst(mark.line - 1) {
      let bytes = body.file.utf8[line]
      var start = bytes.startIndex
      while start < bytes.endIndex {
        let rest = bytes[start...]
        let before = start == bytes.startIndex ? UInt8(ascii: " ") : bytes[start - 1]
        let after = start + wanted.count < bytes.endIndex ? bytes[start + wanted.count] : nil
        if rest.starts(with: wanted), after == UInt8(ascii: ":"),
          [
            UInt8(ascii: " "), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: "'"),
            UInt8(ascii: "\""),
          ].contains(before)
        {
          places.append(SourceSpan(body.file, start..<start + wanted.count))
        }
        start += 1
      }
    }
    let notes =
      places.count > 1 ? [Diagnostic.Note("the first one is here", at: places[0])] : []
    return Diagnostic(
      "key-duplicate", "the key '\(key)' stands twice in one mapping",
      at: places.count > 1 ? places[1] : body.span(line: mark.line, column: mark.column),
      notes: notes)
  }
}
