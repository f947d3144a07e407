import Diagnostics
import Schemas

/// Takes the quotes of a notebook out of its prose before CommonMark reads it, so that the `|` of a
/// filter cannot end a table's cell, and finds them again in what CommonMark made of the text.
///
/// A quote on one line becomes a mark: its number between the two last characters of private use,
/// which no font draws and no text holds. Lines stay lines. In code and raw HTML the mark is turned back into the text.
struct QuoteScanner {
  /// The prose with marks for quotes.
  private(set) var text: [UInt8] = []

  /// The places of the quotes with their braces, by the numbers of their marks.
  private(set) var spans: [SourceSpan] = []

  private static let opening: [UInt8] = Array("\u{10FFFC}".utf8)
  private static let closing: [UInt8] = Array("\u{10FFFD}".utf8)

  /// Scans a file from an offset on.
  init(_ file: SourceFile, from start: Int) {
    let bytes = file.utf8
    text.reserveCapacity(bytes.count - start)
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
        text += bytes[position...position + 1]
        position += 2
        continue
      }
      if byte == UInt8(ascii: "{"), let end = Self.end(of: position, in: bytes) {
        text += Self.opening + Array(String(spans.count).utf8) + Self.closing
        spans.append(SourceSpan(file, position..<end))
        position = end
        continue
      }
      text.append(byte)
      position += 1
    }
  }

  /// The end of `{{…}}` on one line.
  private static func end(of start: Int, in bytes: [UInt8]) -> Int? {
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "{") else { return nil }
    var position = start + 2
    while position + 1 < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      if bytes[position] == UInt8(ascii: "}"), bytes[position + 1] == UInt8(ascii: "}") {
        return position + 2
      }
      position += 1
    }
    return nil
  }

  /// Returns a text with the marks turned back into what was written.
  func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains("\u{10FFFC}") else { return text }
    return pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .quote(let number): spans[number].text
      }
    }.joined()
  }

  /// A piece of a text.
  enum Piece {
    case text(String)
    case quote(Int)
  }

  /// Cuts a text at its marks.
  func pieces(of text: String) -> [Piece] {
    guard text.unicodeScalars.contains("\u{10FFFC}") else { return [.text(text)] }
    var pieces: [Piece] = []
    var plain = ""
    var number: String?
    for scalar in text.unicodeScalars {
      switch (scalar, number) {
      case ("\u{10FFFC}", nil): number = ""
      case ("\u{10FFFD}", let digits?):
        if let index = Int(digits), spans.indices.contains(index) {
          if !plain.isEmpty { pieces.append(.text(plain)) }
          plain = ""
          pieces.append(.quote(index))
        }
        number = nil
      case (_, let digits?): number = digits + String(scalar)
      default: plain.unicodeScalars.append(scalar)
      }
    }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    return pieces
  }
}

/// Reads what stands between the braces of a quote.
struct QuoteReader {
  let span: SourceSpan

  /// Reads the quote.
  ///
  /// - Parameter diagnostics: Where a mistake is reported.
  /// - Returns: The quote; nil after a mistake.
  func read(_ diagnostics: inout [Diagnostic]) -> Quote? {
    let inner = SourceSpan(
      span.file, span.range.lowerBound + 2..<span.range.upperBound - 2)
    let bytes = span.file.utf8[inner.range]
    let bar = bytes.firstIndex(of: UInt8(ascii: "|")) ?? bytes.endIndex
    let reference = trimmed(inner.range.lowerBound..<bar)
    let parts = reference.text.split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count >= 2, parts.allSatisfy(Self.isComponent) else {
      diagnostics.append(
        Diagnostic(
          "quote-syntax", "a quote names a cell and a result: {{ NAME.path }}",
          at: reference.range.isEmpty ? span : reference))
      return nil
    }
    let cellSpan = SourceSpan(
      span.file,
      reference.range.lowerBound..<reference.range.lowerBound + parts[0].utf8.count)
    guard bar < bytes.endIndex else {
      return Quote(
        cell: parts[0], cellSpan: cellSpan, path: Array(parts.dropFirst()), filter: .none,
        span: span)
    }
    let filterSpan = trimmed(bar + 1..<inner.range.upperBound)
    guard let filter = filter(filterSpan, &diagnostics) else { return nil }
    return Quote(
      cell: parts[0], cellSpan: cellSpan, path: Array(parts.dropFirst()), filter: filter, span: span
    )
  }

  private func trimmed(_ range: Range<Int>) -> SourceSpan {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    let bytes = span.file.utf8
    while lower < upper, bytes[lower] == UInt8(ascii: " ") { lower += 1 }
    while upper > lower, bytes[upper - 1] == UInt8(ascii: " ") { upper -= 1 }
    return SourceSpan(span.file, lower..<upper)
  }

  private static func isComponent(_ text: String) -> Bool {
    if Int(text) != nil { return true }
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, Notation.isIdentifierScalar(first, first: true) else {
      return false
    }
    return scalars.allSatisfy { $0 == "-" || Notation.isIdentifierScalar($0, first: false) }
  }

  private static let filters = ["percent", "fixed", "integer"]

  private func filter(
    _ place: SourceSpan, _ diagnostics: inout [Diagnostic]
  ) -> Quote.Filter? {
    let text = MappedText(place.text, file: span.file, at: place.range.lowerBound)
    guard let value = Notation.value(text, &diagnostics) else { return nil }
    var name: String?
    var digits: Int?
    switch value.node {
    case .word(let word): name = word
    case .call(let call) where call.application == nil && call.arguments.count <= 1:
      name = call.name
      if let argument = call.arguments.first {
        digits = Int.read(argument.value, &diagnostics)
        guard let digits, (0...12).contains(digits) else {
          diagnostics.append(
            Diagnostic(
              "quote-filter", "a filter takes a number of decimals from 0 to 12",
              at: argument.value.span))
          return nil
        }
      }
    default: break
    }
    switch name {
    case "percent": return .percent(digits ?? 0)
    case "fixed" where digits != nil: return .fixed(digits ?? 0)
    case "integer" where digits == nil: return .integer
    default:
      diagnostics.append(
        Diagnostic(
          "quote-filter", "a number is written with percent(2), fixed(4) or integer", at: place,
          suggestion: name.flatMap { NearMiss.of($0, among: Self.filters.filter { $0 != name }) }))
      return nil
    }
  }
}
