public import Diagnostics
public import Schemas

/// Says what `${…}` stands for in a text of a notebook.
public protocol ReferenceMeanings {
  /// Says what a reference stands for.
  ///
  /// - Parameters:
  ///   - reference: What stands between the braces.
  ///   - span: The place of the reference with its braces.
  ///   - diagnostics: Where a mistake is reported.
  /// - Returns: What it stands for.
  mutating func meaning(
    of reference: String, at span: SourceSpan, _ diagnostics: inout [Diagnostic]
  ) -> ReferenceMeaning
}

/// What a reference stands for.
public enum ReferenceMeaning: Sendable {
  /// A value.
  case value(RawValue)
  /// Something that is somebody else's to say, or nobody's after a mistake: it stays as it is.
  case open
}

extension RawValue {
  /// Returns the value with the references in it replaced by what they stand for.
  ///
  /// A text that is one reference becomes its value: its number, its list. Whatever takes the place of
  /// a reference has the reference's place in the file.
  ///
  /// - Parameters:
  ///   - meanings: Says what references stand for.
  ///   - diagnostics: Where mistakes are reported.
  /// - Returns: The value.
  public func replacingReferences(
    by meanings: inout some ReferenceMeanings, _ diagnostics: inout [Diagnostic]
  ) -> RawValue {
    var value = self
    switch node {
    case .text(let text, let style):
      guard text.text.contains("${") else { return self }
      return Self.replaced(text, style, by: &meanings, &diagnostics)
    case .list(let items):
      value.node = .list(items.map { $0.replacingReferences(by: &meanings, &diagnostics) })
    case .mapping(let entries):
      value.node = .mapping(
        entries.map {
          RawEntry(
            key: $0.key, keySpan: $0.keySpan,
            value: $0.value.replacingReferences(by: &meanings, &diagnostics))
        })
    default: break
    }
    return value
  }

  private static func replaced(
    _ text: MappedText, _ style: ScalarStyle, by meanings: inout some ReferenceMeanings,
    _ diagnostics: inout [Diagnostic]
  ) -> RawValue {
    var replacements: [(range: Range<Int>, text: String)] = []
    for range in references(in: text.utf8) {
      let name = String(
        decoding: text.utf8[range.lowerBound + 2..<range.upperBound - 1], as: UTF8.self)
      let span = text.span(of: range)
      guard case .value(let value) = meanings.meaning(of: name, at: span, &diagnostics) else {
        continue
      }
      if range == 0..<text.utf8.count { return value.moved(to: span) }
      guard let replacement = value.plainText ?? value.wordText else {
        diagnostics.append(
          Diagnostic(
            "parameter-text", "\(value.found) cannot stand inside a text", at: span))
        continue
      }
      replacements.append((range, replacement))
    }
    return RawValue(.text(text.replacing(replacements), style), at: text.span)
  }

  /// The ranges of `${…}` in a text.
  private static func references(in bytes: [UInt8]) -> [Range<Int>] {
    var references: [Range<Int>] = []
    var position = 0
    while position + 2 < bytes.count {
      if bytes[position] == UInt8(ascii: "$"), bytes[position + 1] == UInt8(ascii: "{"),
        let close = bytes[position...].firstIndex(of: UInt8(ascii: "}"))
      {
        references.append(position..<close + 1)
        position = close + 1
      } else {
        position += 1
      }
    }
    return references
  }

  /// The same value with another place, also for everything in it.
  private func moved(to span: SourceSpan) -> RawValue {
    switch node {
    case .text(let text, let style):
      let places = [Range<Int>](repeating: span.range, count: text.utf8.count)
      return RawValue(.text(MappedText(text.text, span: span, places: places), style), at: span)
    case .list(let items): return RawValue(.list(items.map { $0.moved(to: span) }), at: span)
    case .mapping(let entries):
      return RawValue(
        .mapping(
          entries.map { RawEntry(key: $0.key, keySpan: span, value: $0.value.moved(to: span)) }),
        at: span)
    default: return RawValue(node, at: span)
    }
  }

  private var wordText: String? {
    switch node {
    case .bool(let value): value ? "True" : "False"
    case .none: "None"
    default: nil
    }
  }
}
