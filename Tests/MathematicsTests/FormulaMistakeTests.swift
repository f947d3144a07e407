import Diagnostics
import Mathematics
import Testing

/// What is said of formulas with mistakes, and where.
@Suite struct FormulaMistakeTests {
  /// A formula, and its mistakes: column, ID, and what was meant.
  struct Case: CustomTestStringConvertible {
    let tex: String
    let mistakes: [String]
    var testDescription: String { tex }

    init(_ tex: String, _ mistakes: String...) {
      self.tex = tex
      self.mistakes = mistakes
    }
  }

  static let cases = [
    Case("a + \\lamda", "5 math-unknown → \\lambda"),
    Case("\\frca{1}{2}", "1 math-unknown → \\frac"),
    Case("\\foobarbaz", "1 math-unknown"),
    Case("x \\foo y \\bar", "3 math-unknown", "10 math-syntax"),
    Case("\\begin{algined} a \\end{algined}", "8 math-unknown → aligned"),
    Case("\\begin{align} a \\end{align}", "8 math-unknown → align*"),
    Case("\\begin{tikzpicture} a \\end{tikzpicture}", "8 math-unknown"),
    Case("\\begin{pmatrix} a", "1 math-syntax"),
    Case("\\begin{pmatrix} a \\end{bmatrix}", "24 math-syntax → pmatrix"),
    Case("{a", "1 math-syntax"), Case("a}", "2 math-syntax"),
    Case("\\frac{1}", "1 math-syntax"), Case("\\frac", "1 math-syntax", "1 math-syntax"),
    Case("x^", "2 math-syntax"), Case("x_ = 1"), Case("x_", "2 math-syntax"),
    Case("{x^}", "3 math-syntax"), Case("x^2^3", "4 math-syntax"), Case("x_1_2", "4 math-syntax"),
    Case("x^2'", "4 math-syntax"),
    Case("\\left( a", "1 math-syntax"), Case("a \\right)", "3 math-syntax"),
    Case("\\left a", "7 math-syntax", "1 math-syntax"),
    Case("a & b", "3 math-syntax"), Case("a \\\\ b", "3 math-syntax"),
    Case("95 % of", "4 math-syntax"), Case("a # b", "3 math-syntax"),
    Case("\\text a", "1 math-syntax"), Case("\\text{a \\frac b}", "9 math-syntax"),
    Case("\\text{a", "6 math-syntax"), Case("\\operatorname{x^2}", "1 math-syntax"),
    Case("\\sqrt[3{x}", "6 math-syntax", "1 math-syntax"),
    Case("x\\limits_i", "2 math-syntax"), Case("\\not{a}", "1 math-syntax"),
    Case("\\tag{1} a", "1 math-unknown"), Case("\\color{red} a", "1 math-unknown"),
    Case("\\begin{array}{l|r} a \\end{array}", "16 math-syntax"),
    Case("\\begin{cases} a \\\\[2pt] b \\end{cases}", "19 math-syntax"),
    Case("\\begin{equation*} a \\\\ b \\end{equation*}", "1 math-syntax"),
    Case("", "1 math-syntax"), Case("  ", "1 math-syntax"), Case("\\", "1 math-syntax"),
    Case("নি + \\lamda", "6 math-unknown → \\lambda"),
    Case("a +\n  \\lamda", "3 math-unknown → \\lambda"),
  ]

  @Test(arguments: cases) func mistakesHaveTheirPlaces(_ example: Case) {
    let (formula, diagnostics) = read(example.tex)
    let found = diagnostics.map { diagnostic in
      let meant = diagnostic.suggestion.map { " → \($0)" } ?? ""
      return "\(diagnostic.span?.start.column ?? 0) \(diagnostic.id)\(meant)"
    }
    #expect(found == example.mistakes, "\(diagnostics.map(\.message))")
    // What could be read is there all the same.
    _ = formula.mathML { _ in "" }
  }

  @Test func nothingLiesDeeperThanItCanBeRead() {
    for (opening, closing) in [
      ("{", "}"), ("\\frac{", "}{1}"), ("\\sqrt ", ""), ("x^{", "}"), ("\\left(", "\\right)"),
      ("\\begin{matrix}", "\\end{matrix}"), ("\\mathbf ", ""), ("\\displaystyle ", ""),
    ] {
      let tex =
        String(repeating: opening, count: 5000) + "x" + String(repeating: closing, count: 5000)
      let (formula, diagnostics) = read(tex)
      #expect(diagnostics.contains { $0.message.contains("deeper") }, "\(opening)")
      #expect(diagnostics.allSatisfy { $0.id == "math-syntax" })
      _ = formula.mathML { _ in "" }
    }
  }
}
