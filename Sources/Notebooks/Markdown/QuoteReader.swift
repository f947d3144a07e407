import Diagnostics
import Schemas

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

  /// Reads the quote where it looks like one: a cell's name and a result's, `{{ exam.metrics }}`.
  ///
  /// - Parameter diagnostics: Where a mistake in a quote is reported.
  /// - Returns: The quote; nil for other braces, and after a mistake.
  func quoteIfAny(_ diagnostics: inout [Diagnostic]) -> Quote? {
    var found: [Diagnostic] = []
    let quote = read(&found)
    if !found.contains(where: { $0.id == "quote-syntax" }) { diagnostics += found }
    return quote
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
