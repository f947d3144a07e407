import Markup
import Mathematics

/// Puts formulas into the page, where they can scroll if the page is narrow.
enum FormulaView {
  /// Formulas of a line that are longer, in letters, may not fit on a phone.
  private static let longest = 24

  static func node(_ formula: Formula, _ page: Page) -> Node {
    let math = formula.mathML { page.quotes[$0].text }
    if formula.isDisplay {
      return tag("span", ["class": "display", "tabindex": "0"], math)
    }
    guard formula.width > longest else { return math }
    return tag("span", ["class": "long", "tabindex": "0"], math)
  }
}
