public import Diagnostics

/// A formula of the prose: TeX's notation, read.
///
/// The part of TeX that lessons need: fractions, roots, sums and integrals with limits, indices, Greek
/// and other signs, alphabets, accents, matrices, cases, aligned equations, text. What is outside is a
/// mistake with its place, never something that is shown as it was written.
public struct Formula: Sendable, Equatable {
  /// What was written, without the dollar signs.
  public let source: String

  /// Whether it stands on lines of its own.
  public let isDisplay: Bool

  /// What it is made of.
  package let terms: [Term]

  /// The characters that stand around the number of a quoted result.
  public static let quoteMarks = (opening: "\u{10FFFC}", closing: "\u{10FFFD}")

  /// Reads a formula.
  ///
  /// - Parameters:
  ///   - text: The formula, without the dollar signs; quoted results are their numbers between
  ///     `quoteMarks`.
  ///   - isDisplay: Whether it stands on lines of its own.
  ///   - diagnostics: Where mistakes are reported.
  public init(_ text: MappedText, isDisplay: Bool, _ diagnostics: inout [Diagnostic]) {
    source = text.text
    self.isDisplay = isDisplay
    var parser = FormulaParser(text)
    terms = parser.formula()
    diagnostics += parser.diagnostics
  }
}
