/// Estimates how wide a formula is, in letters.
enum FormulaWidth {
  /// The width of terms side by side.
  static func of(_ terms: [Term]) -> Int { terms.reduce(0) { $0 + width($1) } }

  private static func width(_ term: Term?) -> Int {
    guard let term else { return 0 }
    switch term {
    case .identifier(let text, _), .text(let text), .number(let text), .function(let text, _):
      return text.count
    case .quote: return 6
    case .sign(_, let role): return role == .relation || role == .binary ? 3 : 1
    case .large, .delimiter: return 2
    case .space(let width): return (width + 9) / 18
    case .group(let terms), .style(_, let terms): return of(terms)
    case .fenced(_, let terms, _): return of(terms) + 2
    case .fraction(let fraction):
      return max(width(fraction.numerator), width(fraction.denominator)) + 1
    case .root(let term, _): return width(term) + 2
    case .scripts(let scripts):
      // Indices are smaller.
      return width(scripts.base) + (max(width(scripts.lower), width(scripts.upper)) * 3 + 3) / 4
    case .accent(_, let term), .phantom(let term): return width(term)
    case .stacked(let base, let over, let under):
      return max(width(base), width(over), width(under))
    case .arrow(_, let over, let under): return max(width(over), width(under)) + 2
    case .table(let table):
      let widths = table.rows.map { row in row.reduce(0) { $0 + of($1) + 1 } }
      return (widths.max() ?? 0) + 2
    }
  }
}
