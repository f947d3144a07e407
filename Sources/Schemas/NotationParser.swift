import Diagnostics

/// The recursive-descent parser behind `Notation`; it works on bytes and stops at the first mistake.
struct NotationParser {
  /// The one mistake that ended the reading, if there was one.
  private(set) var diagnostics: [Diagnostic] = []

  private let text: MappedText
  private let bytes: [UInt8]
  private let inFlow: Bool
  private var position = 0
  private var depth = 0

  /// Deeper nesting is refused, so that a hostile text cannot exhaust the stack.
  private static let deepestNesting = 64

  private struct Failure: Error {}

  init(_ text: MappedText, inFlow: Bool) {
    self.text = text
    self.inFlow = inFlow
    bytes = text.utf8
  }

  /// Runs a rule and demands that it took up the whole text.
  mutating func whole<Result>(_ rule: (inout Self) throws -> Result) -> Result? {
    do {
      skipSpace()
      let result = try rule(&self)
      skipSpace()
      if position < bytes.count {
        throw fail(
          "notation-unexpected", "unexpected '\(nextCharacter())' after the value",
          at: position..<position + nextCharacter().utf8.count)
      }
      return result
    } catch {
      return nil
    }
  }

  mutating func assignment() throws -> Notation.Assignment {
    let start = position
    if let name = identifier() {
      let end = position
      skipSpace()
      if peek() == "=", peek(1) != "=" {
        position += 1
        skipSpace()
        return try Notation.Assignment(
          name: name, nameSpan: text.span(of: start..<end), value: value())
      }
      position = start
    }
    return try Notation.Assignment(name: nil, nameSpan: nil, value: value())
  }

  mutating func value() throws -> RawValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestNesting else {
      throw fail("notation-nesting", "values are nested too deeply", at: position..<position + 1)
    }
    let start = position
    switch peek() {
    case nil:
      throw fail("notation-missing", "a value is missing here", at: start..<start)
    case "(", "[":
      return try list()
    case "'", "\"":
      return try string()
    case let next? where next.isASCII && (next.isNumber || "+-.".contains(next)):
      return try number()
    default:
      return try wordOrCall()
    }
  }

  // A tuple, a list, or a value in parentheses.
  private mutating func list() throws -> RawValue {
    let start = position
    let isTuple = peek() == "("
    position += 1
    var items: [RawValue] = []
    var sawComma = false
    while true {
      skipSpace()
      if try closes(isTuple ? ")" : "]", openedAt: start) { break }
      items.append(try value())
      skipSpace()
      guard peek() == "," else {
        try expectClose(isTuple ? ")" : "]", openedAt: start)
        break
      }
      position += 1
      sawComma = true
    }
    let span = text.span(of: start..<position)
    if isTuple, items.count == 1, !sawComma { return RawValue(items[0].node, at: span) }
    return RawValue(.list(items), at: span)
  }

  private mutating func string() throws -> RawValue {
    let start = position
    let quote = bytes[position]
    position += 1
    var content: [UInt8] = []
    while position < bytes.count, bytes[position] != quote {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count { position += 1 }
      content.append(bytes[position])
      position += 1
    }
    guard position < bytes.count else {
      throw fail(
        "notation-unbalanced", "this string has no closing quote", at: start..<start + 1)
    }
    position += 1
    return RawValue(
      .string(String(decoding: content, as: UTF8.self)), at: text.span(of: start..<position))
  }

  private mutating func number() throws -> RawValue {
    let start = position
    let numerator = try decimal()
    let end = position
    skipSpace()
    guard peek() == "/" else {
      position = end
      let written = String(decoding: bytes[start..<end], as: UTF8.self)
      return RawValue(.number(numerator, text: written), at: text.span(of: start..<end))
    }
    position += 1
    skipSpace()
    let denominatorStart = position
    let denominator = try decimal()
    guard denominator != 0 else {
      throw fail("notation-number", "division by zero", at: denominatorStart..<position)
    }
    let written = String(decoding: bytes[start..<position], as: UTF8.self)
    return RawValue(
      .number(numerator / denominator, text: written), at: text.span(of: start..<position))
  }

  private mutating func decimal() throws -> Double {
    let start = position
    while let next = peek() {
      let isSign = next == "-" || next == "+"
      let follows = position > start ? Character(Unicode.Scalar(bytes[position - 1])) : nil
      guard
        ("0"..."9").contains(next) || next == "." || next == "e" || next == "E"
          || (isSign && (follows == nil || follows == "e" || follows == "E"))
      else { break }
      position += 1
    }
    let written = String(decoding: bytes[start..<position], as: UTF8.self)
    if let scalar = nextScalar(), Notation.isIdentifierScalar(scalar, first: false) {
      // `3x3` or `50percent`: point at the whole word.
      while let scalar = nextScalar(), Notation.isIdentifierScalar(scalar, first: false) {
        position += UTF8.width(scalar)
      }
      let whole = String(decoding: bytes[start..<position], as: UTF8.self)
      throw fail("notation-number", "'\(whole)' is not a number", at: start..<position)
    }
    guard let value = Double(written), value.isFinite else {
      throw fail(
        "notation-number", "'\(written)' is not a number", at: start..<max(position, start + 1))
    }
    return value
  }

  private mutating func wordOrCall() throws -> RawValue {
    let start = position
    guard identifier() != nil else {
      throw fail(
        "notation-unexpected", "unexpected '\(nextCharacter())' where a value should stand",
        at: start..<start + nextCharacter().utf8.count)
    }
    while peek() == ".", let scalar = nextScalar(after: 1),
      Notation.isIdentifierScalar(scalar, first: true)
    {
      position += 1
      _ = identifier()
    }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    let nameSpan = text.span(of: start..<position)
    if peek() == "(" {
      let arguments = try self.arguments()
      let afterFirst = position
      skipSpace()
      let application = peek() == "(" ? try self.arguments() : nil
      if application == nil { position = afterFirst }
      let span = text.span(of: start..<position)
      let call = RawCall(
        name: name, nameSpan: nameSpan, arguments: arguments, application: application, span: span)
      return RawValue(.call(call), at: span)
    }
    if peek() == "[" {
      let open = position
      while let next = peek(), next != "]" {
        guard ("0"..."9").contains(next) || "[:%+- ".contains(next) else { break }
        position += 1
      }
      try expectClose("]", openedAt: open)
      let whole = String(decoding: bytes[start..<position], as: UTF8.self)
      return RawValue(.word(whole), at: text.span(of: start..<position))
    }
    let node: RawValue.Node =
      switch name {
      case "None", "null": .none
      case "True", "true": .bool(true)
      case "False", "false": .bool(false)
      default: .word(name)
      }
    return RawValue(node, at: nameSpan)
  }

  private mutating func arguments() throws -> [RawCall.Argument] {
    let open = position
    position += 1
    var arguments: [RawCall.Argument] = []
    while true {
      skipSpace()
      if try closes(")", openedAt: open) { return arguments }
      let argument = try assignment()
      arguments.append(
        RawCall.Argument(
          label: argument.name, labelSpan: argument.nameSpan, value: argument.value))
      skipSpace()
      guard peek() == "," else {
        try expectClose(")", openedAt: open)
        return arguments
      }
      position += 1
    }
  }

  // MARK: - Pieces

  /// An identifier; inner `-` is part of it, as in the name of a cell.
  private mutating func identifier() -> String? {
    let start = position
    guard let first = nextScalar(), Notation.isIdentifierScalar(first, first: true) else {
      return nil
    }
    position += UTF8.width(first)
    while let scalar = nextScalar() {
      if scalar == "-" {
        guard let after = nextScalar(after: 1), Notation.isIdentifierScalar(after, first: false)
        else { break }
      } else if !Notation.isIdentifierScalar(scalar, first: false) {
        break
      }
      position += UTF8.width(scalar)
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func closes(_ close: Character, openedAt open: Int) throws -> Bool {
    if peek() == close {
      position += 1
      return true
    }
    if peek() == nil { try expectClose(close, openedAt: open) }
    return false
  }

  private mutating func expectClose(_ close: Character, openedAt open: Int) throws {
    if peek() == close {
      position += 1
      return
    }
    let opening = Character(Unicode.Scalar(bytes[open]))
    if peek() == nil {
      if inFlow {
        throw fail(
          "notation-flow-comma",
          "a call with a comma must be quoted inside […]: YAML ends an unquoted item at the comma",
          at: 0..<bytes.count)
      }
      throw fail(
        "notation-unbalanced", "'\(opening)' has no matching '\(close)'", at: open..<open + 1)
    }
    throw fail(
      "notation-unexpected", "unexpected '\(nextCharacter())'; expected ',' or '\(close)'",
      at: position..<position + nextCharacter().utf8.count)
  }

  private func peek(_ distance: Int = 0) -> Character? {
    position + distance < bytes.count
      ? Character(Unicode.Scalar(bytes[position + distance])) : nil
  }

  private func nextScalar(after distance: Int = 0) -> Unicode.Scalar? {
    guard position + distance < bytes.count else { return nil }
    let end = min(position + distance + 4, bytes.count)
    return String(decoding: bytes[position + distance..<end], as: UTF8.self).unicodeScalars.first
  }

  private func nextCharacter() -> String {
    nextScalar().map { String($0) } ?? ""
  }

  private mutating func skipSpace() {
    while let next = peek(), next == " " || next == "\t" || next == "\n" || next == "\r" {
      position += 1
    }
  }

  private mutating func fail(_ id: String, _ message: String, at range: Range<Int>) -> Failure {
    diagnostics.append(Diagnostic(id, message, at: text.span(of: range)))
    return Failure()
  }
}
