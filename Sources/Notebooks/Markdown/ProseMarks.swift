import Diagnostics
import Mathematics

/// Reads what the marks in a notebook's prose stand for.
struct ProseMarks {
  private let scanner: MarkScanner

  /// The quotes, in the order in which they are met.
  private(set) var quotes: [Quote] = []

  /// The mistakes.
  private(set) var diagnostics: [Diagnostic]

  init(_ scanner: MarkScanner) {
    self.scanner = scanner
    diagnostics = scanner.unclosed.map {
      Diagnostic("math-unclosed", "this '$$' is not closed before the paragraph ends", at: $0)
    }
  }

  /// What stands in the place of a mark; nil after a mistake.
  mutating func inline(_ number: Int) -> Inline? {
    switch scanner.marks[number] {
    case .continuation: return .formulaLine
    case .formula(let place): return .formula(formula(place))
    case .quote(let span):
      guard let quote = QuoteReader(span: span).read(&diagnostics) else { return nil }
      quotes.append(quote)
      return .quote(quotes.count - 1)
    }
  }

  /// Reads a formula, in which the numbers of quotes stand for them.
  private mutating func formula(_ place: FormulaPlace) -> Formula {
    let content = place.content
    var replacements: [(range: Range<Int>, text: String)] = []
    var position = 0
    while position < content.utf8.count {
      // TeX has double braces, too: only what names a result is a quote.
      if content.utf8[position] == UInt8(ascii: "{"),
        let end = MarkScanner.end(of: position, in: content.utf8),
        let quote = QuoteReader(span: content.span(of: position..<end)).quoteIfAny(&diagnostics)
      {
        let (opening, closing) = Formula.quoteMarks
        replacements.append((position..<end, "\(opening)\(quotes.count)\(closing)"))
        quotes.append(quote)
        position = end
      } else {
        position += 1
      }
    }
    return Formula(
      replacements.isEmpty ? content : content.replacing(replacements),
      isDisplay: place.isDisplay, &diagnostics)
  }
}
