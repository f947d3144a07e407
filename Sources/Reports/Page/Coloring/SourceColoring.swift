package import Markup

/// Colours code: keywords and keys, calls, strings, numbers, comments.
package struct SourceColoring {
  private let grammar: CodeGrammar
  private let source: [Unicode.Scalar]
  private var position = 0
  private var nodes: [Node] = []
  private var plain = String.UnicodeScalarView()

  /// Returns the source of a cell as text with marks around what has a colour.
  package static func nodes(_ source: String) -> [Node] { nodes(source, .notebook) }

  /// Returns code as text with marks around what has a colour; all of it plain where the language is
  /// none that we know.
  ///
  /// - Parameters:
  ///   - code: The code; a line end at its end is left out.
  ///   - language: What the fence says first: `python`.
  /// - Returns: Text and marks.
  package static func nodes(_ code: String, language: String?) -> [Node] {
    guard let grammar = language.flatMap(CodeGrammar.named) else {
      return code.isEmpty ? [] : [.text(code.hasSuffix("\n") ? String(code.dropLast()) : code)]
    }
    return nodes(code, grammar)
  }

  private static func nodes(_ source: String, _ grammar: CodeGrammar) -> [Node] {
    var coloring = SourceColoring(source, grammar)
    coloring.colorAll()
    return coloring.nodes
  }

  private init(_ source: String, _ grammar: CodeGrammar) {
    self.grammar = grammar
    var scalars = Array(source.unicodeScalars)
    if scalars.last == "\n" { scalars.removeLast() }
    self.source = scalars
  }

  private mutating func flush() {
    if !plain.isEmpty { nodes.append(.text(String(plain))) }
    plain = String.UnicodeScalarView()
  }

  /// Marks what lies before a position.
  private mutating func mark(_ style: CodeStyle, to end: Int) {
    flush()
    var text = String.UnicodeScalarView()
    text.append(contentsOf: source[position..<end])
    nodes.append(tag("span", ["class": style.rawValue], .text(String(text))))
    position = end
  }

  private mutating func leave(to end: Int) {
    plain.append(contentsOf: source[position..<end])
    position = end
  }

  private mutating func colorAll() {
    while position < source.count {
      if colorComment() || colorString() || colorSign() { continue }
      let scalar = source[position]
      let isAtStart = position == 0 || !Self.isWord(source[position - 1])
      if Self.isWord(scalar), isAtStart {
        let isNumber = scalar.properties.numericType == .decimal
        let end = end { Self.isWord($0) || (isNumber && $0 == ".") }
        if isNumber { mark(.number, to: end) } else { colorWord(to: end) }
      } else {
        leave(to: position + 1)
      }
    }
    flush()
  }

  // MARK: - Where things end

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || ("0"..."9").contains(scalar) || scalar == "_"
    }
    // Vowel signs belong to the word as letters do.
    return scalar.properties.isXIDContinue
  }

  private func starts(with text: [Unicode.Scalar], at place: Int) -> Bool {
    place + text.count <= source.count && source[place..<place + text.count].elementsEqual(text)
  }

  private func end(while holds: (Unicode.Scalar) -> Bool) -> Int {
    source[position...].firstIndex { !holds($0) } ?? source.count
  }

  private var endOfLine: Int { end { $0 != "\n" } }

  private var isAtStartOfLine: Bool {
    position == 0 || source[position - 1] == "\n"
  }

  // MARK: - Comments, strings, signs

  private mutating func colorComment() -> Bool {
    if let block = grammar.blockComment, starts(with: block.open, at: position) {
      var end = position + block.open.count
      while end < source.count, !starts(with: block.close, at: end) { end += 1 }
      mark(.comment, to: min(end + block.close.count, source.count))
      return true
    }
    for sign in grammar.lineComments where starts(with: sign, at: position) {
      let isFree = isAtStartOfLine || source[position - 1] == " "
      guard isFree || !grammar.commentsNeedSpace else { continue }
      mark(.comment, to: endOfLine)
      return true
    }
    return false
  }

  private mutating func colorString() -> Bool {
    for quotation in grammar.quotations where starts(with: quotation.mark, at: position) {
      // An apostrophe within a word opens nothing.
      if grammar.hasPlainText, position > 0, Self.isWord(source[position - 1]) { continue }
      var end = position + quotation.mark.count
      while end < source.count, !starts(with: quotation.mark, at: end) {
        if source[end] == "\n", !quotation.spansLines { break }
        end += quotation.hasEscapes && source[end] == "\\" ? 2 : 1
      }
      end = min(end, source.count)
      let isClosed = starts(with: quotation.mark, at: end)
      end = isClosed ? end + quotation.mark.count : end
      mark(grammar.marksKeys && isKey(endingAt: end) ? .key : .string, to: end)
      return true
    }
    return false
  }

  /// Whether a string is followed by a colon, as the names of JSON are.
  private func isKey(endingAt end: Int) -> Bool {
    source[end...].first { $0 != " " } == ":"
  }

  private mutating func colorSign() -> Bool {
    guard grammar.signs.contains(source[position]), position + 1 < source.count else {
      return false
    }
    var end = position + 1
    if source[end] == "{", let close = source[end...].firstIndex(of: "}") {
      end = close + 1
    } else {
      while end < source.count, Self.isWord(source[end]) { end += 1 }
    }
    guard end > position + 1 else { return false }
    mark(.number, to: end)
    return true
  }

  private mutating func colorWord(to end: Int) {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: source[position..<end])
    let word = String(text)
    let next = end < source.count ? source[end] : " "
    if grammar.keywords.contains(word) {
      mark(.key, to: end)
    } else if grammar.constants.contains(word) {
      mark(.number, to: end)
    } else if next == "(", grammar.marksCalls {
      mark(.call, to: end)
    } else if next == ":", grammar.marksKeys {
      mark(.key, to: end)
    } else {
      leave(to: end)
    }
  }
}
