/// Turns diagnostics into text for people and for editors.
public struct DiagnosticRenderer: Sendable {
  /// Whether to colour the output with ANSI escapes.
  public var usesColor: Bool

  /// A renderer, plain unless colour is asked for.
  public init(usesColor: Bool = false) {
    self.usesColor = usesColor
  }

  /// Returns one diagnostic as `FILE:LINE:COL: error: MESSAGE`, the line and a mark under the place.
  public func text(_ diagnostic: Diagnostic) -> String {
    var message = diagnostic.message
    if let suggestion = diagnostic.suggestion { message += "; did you mean '\(suggestion)'?" }
    let color = diagnostic.severity == .error ? "31" : "33"
    let word = style("\(diagnostic.severity.rawValue):", "1;\(color)")
    let head = prefix(diagnostic.span, path: diagnostic.path)
    var lines = ["\(head)\(word) \(style(message, "1"))"]
    if let span = diagnostic.span { lines += excerpt(span, color: color) }
    for note in diagnostic.notes {
      let noteHead = prefix(note.span, path: diagnostic.span?.file.path ?? diagnostic.path)
      lines.append("\(noteHead)\(style("note:", "1;36")) \(note.message)")
      if let span = note.span { lines += excerpt(span, color: "36") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns several diagnostics, each as `text(_:)` gives it.
  public func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(text).joined()
  }

  private func style(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func prefix(_ span: SourceSpan?, path: String?) -> String {
    guard let span else { return path.map { "\($0): " } ?? "" }
    let start = span.start
    return "\(span.file.path):\(start.line):\(start.column): "
  }

  /// The longest excerpt of a line, in scalars; a 5 MB line must not flood the terminal.
  private static let widestExcerpt = 160

  private func excerpt(_ span: SourceSpan, color: String) -> [String] {
    let file = span.file
    let lineIndex = file.lineIndex(at: min(span.range.lowerBound, file.utf8.count))
    let line = file.lineRange(lineIndex)
    let scalars = Array(file.text(in: line).unicodeScalars)
    let from = file.position(at: span.range.lowerBound).column - 1
    let to = file.position(
      at: min(max(span.range.upperBound, span.range.lowerBound), line.upperBound))
    let marked = max(1, (to.line == lineIndex + 1 ? to.column - 1 : scalars.count) - from)

    let first = scalars.count > Self.widestExcerpt ? max(0, from - Self.widestExcerpt / 2) : 0
    let shown = scalars[min(first, scalars.count)..<min(first + Self.widestExcerpt, scalars.count)]
    let number = String(lineIndex + 1)
    let gutter = String(repeating: " ", count: number.count)
    // The mark repeats the tabs of the line and leaves out what takes no column of a terminal.
    var indent = ""
    for scalar in scalars[first..<min(from, scalars.count)] {
      if scalar == "\t" { indent += "\t" } else { indent += spaces(for: scalar) }
    }
    let rest = scalars[
      min(from, scalars.count)..<min(from + marked, first + shown.count, scalars.count)]
    let width = max(1, rest.reduce(0) { $0 + spaces(for: $1).count })
    let mark = "^" + String(repeating: "~", count: width - 1)
    return [
      "\(number) | \(String(String.UnicodeScalarView(shown)))",
      "\(gutter) | \(indent)\(style(mark, "1;\(color)"))",
    ]
  }

  /// As many spaces as the scalar takes columns in a terminal.
  private func spaces(for scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: ""
    default: isWide(scalar) ? "  " : " "
    }
  }

  private func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
