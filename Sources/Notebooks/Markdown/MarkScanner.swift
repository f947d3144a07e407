import Diagnostics

/// Takes quotes and formulas out of a notebook's prose before CommonMark reads it, so that the `|` of a
/// filter cannot end a table's cell nor a `_` of a formula begin emphasis, and finds them again in what
/// CommonMark made of the text.
///
/// What is taken out becomes a mark: its number between the two last characters of private use, which no
/// font draws and no text holds. Lines stay lines: every line of a formula has a mark of its own. In code
/// and raw HTML marks are turned back into the text.
struct MarkScanner {
  /// What a mark stands for.
  enum Mark {
    /// A quote, with its braces.
    case quote(SourceSpan)
    /// A formula, with its dollar signs: the first line of it.
    case formula(FormulaPlace)
    /// Another line of the formula before it.
    case continuation(SourceSpan)

    /// The text that the mark replaces.
    var span: SourceSpan {
      switch self {
      case .quote(let span), .continuation(let span): span
      case .formula(let place): place.lines[0]
      }
    }
  }

  /// The prose with marks.
  private(set) var text: [UInt8] = []

  /// What the marks stand for, by their numbers.
  private(set) var marks: [Mark] = []

  /// The places of `$$` that begin a line and that nothing closes.
  private(set) var unclosed: [SourceSpan] = []

  private let file: SourceFile
  private static let opening: [UInt8] = Array("\u{10FFFC}".utf8)
  private static let closing: [UInt8] = Array("\u{10FFFD}".utf8)

  /// Scans a file from an offset on.
  init(_ file: SourceFile, from start: Int) {
    self.file = file
    let bytes = file.utf8
    text.reserveCapacity(bytes.count - start)
    var code = CodeFinder(bytes, from: start)
    var formulas = FormulaFinder(file)
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      code.pass(position)
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
        text += bytes[position...position + 1]
        position += 2
        continue
      }
      if byte == UInt8(ascii: "{"), let end = Self.end(of: position, in: bytes) {
        mark(.quote(SourceSpan(file, position..<end)))
        position = end
        continue
      }
      if byte == UInt8(ascii: "$"), !code.holds(position) {
        if let place = formulas.place(at: position) {
          append(place)
          position = place.end
          continue
        }
        // Dollars side by side are all or nothing.
        while position + 1 < bytes.count, bytes[position + 1] == byte {
          text.append(byte)
          position += 1
        }
      }
      text.append(byte)
      position += 1
    }
    unclosed = formulas.unclosed
  }

  private mutating func mark(_ mark: Mark) {
    text += Self.opening + Array(String(marks.count).utf8) + Self.closing
    marks.append(mark)
  }

  /// A mark for every line of a formula, with what stands between the lines.
  private mutating func append(_ place: FormulaPlace) {
    mark(.formula(place))
    var end = place.lines[0].range.upperBound
    for line in place.lines.dropFirst() {
      text += file.utf8[end..<line.range.lowerBound]
      mark(.continuation(line))
      end = line.range.upperBound
    }
  }

  /// The end of `{{…}}` on one line.
  static func end(of start: Int, in bytes: [UInt8]) -> Int? {
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
      case .mark(let number): marks[number].span.text
      }
    }.joined()
  }

  /// A piece of a text.
  enum Piece {
    case text(String)
    case mark(Int)
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
        if let index = Int(digits), marks.indices.contains(index) {
          if !plain.isEmpty { pieces.append(.text(plain)) }
          plain = ""
          pieces.append(.mark(index))
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
