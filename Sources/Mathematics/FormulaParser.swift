import Diagnostics

/// Reads TeX's notation; goes on after a mistake.
struct FormulaParser {
  let text: MappedText
  let scalars: [Unicode.Scalar]
  /// The byte at which every scalar begins, and the end.
  private let offsets: [Int]

  var position = 0
  var diagnostics: [Diagnostic] = []
  /// The alphabet of letters; nil for that of formulas.
  var alphabet: Alphabet?
  /// How deep groups lie in each other.
  private var depth = 0

  /// Deeper than anybody writes, and far from the end of the stack.
  private static let deepest = 60

  init(_ text: MappedText) {
    self.text = text
    scalars = Array(text.text.unicodeScalars)
    var offsets = [0]
    for scalar in scalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
    self.offsets = offsets
  }

  // MARK: - Places

  /// The next scalar; nil at the end.
  var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  func span(from start: Int, to end: Int? = nil) -> SourceSpan {
    text.span(of: offsets[start]..<offsets[max(start, min(end ?? position, scalars.count))])
  }

  mutating func report(
    _ message: String, from start: Int, to end: Int? = nil, id: String = "math-syntax",
    suggestion: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(id, message, at: span(from: start, to: end), suggestion: suggestion))
  }

  mutating func skipSpaces() {
    while let next, next.properties.isWhitespace { position += 1 }
  }

  /// Goes past a scalar where it is the next one.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  /// The name of the command that stands here, without the backslash; nil where none does.
  ///
  /// Nothing is passed.
  func command(at start: Int) -> (name: String, end: Int)? {
    guard start < scalars.count, scalars[start] == "\\" else { return nil }
    var end = start + 1
    while end < scalars.count, Self.isASCIILetter(scalars[end]) { end += 1 }
    if end == start + 1, end < scalars.count { end += 1 }
    var name = ""
    for scalar in scalars[(start + 1)..<end] { name.unicodeScalars.append(scalar) }
    // A star belongs to the one command that it makes another of.
    if name == "operatorname", end < scalars.count, scalars[end] == "*" {
      return ("operatorname*", end + 1)
    }
    return (name, end)
  }

  static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  // MARK: - Lists

  /// What ends a list of terms.
  enum End {
    /// The end of the formula.
    case formula
    /// `}`.
    case brace
    /// `]`.
    case bracket
    /// `\right`.
    case right
    /// `&`, `\\` or `\end`.
    case cell
  }

  /// The whole formula.
  mutating func formula() -> [Term] {
    skipSpaces()
    if position == scalars.count { report("this formula is empty", from: 0) }
    return list(until: .formula)
  }

  /// Terms up to what ends them, which stays.
  mutating func list(until end: End) -> [Term] {
    guard depth < Self.deepest else {
      report("groups lie deeper in each other than \(Self.deepest)", from: position)
      position = scalars.count
      return []
    }
    depth += 1
    defer { depth -= 1 }
    var terms: [Term] = []
    while true {
      skipSpaces()
      guard let next else { return terms }
      if isEnd(next, end) { return terms }
      let start = position
      if let term = scriptedTerm(end) { terms.append(term) }
      precondition(position > start, "nothing was read at \(start) of '\(text.text)'")
    }
  }

  private func isEnd(_ next: Unicode.Scalar, _ end: End) -> Bool {
    switch end {
    case .formula: return false
    case .brace: return next == "}"
    case .bracket: return next == "]" || next == "}"
    case .right:
      let name = command(at: position)?.name
      return next == "}" || name == "right" || name == "end"
    case .cell:
      let name = command(at: position)?.name
      return next == "&" || next == "}" || name == "\\" || name == "end" || name == "right"
    }
  }

  /// Terms between the braces that stand here.
  mutating func group() -> Term {
    let start = position
    position += 1
    let terms = list(until: .brace)
    if !take("}") { report("this '{' has no '}'", from: start, to: start + 1) }
    return terms.count == 1 ? terms[0] : .group(terms)
  }

  /// A term with what stands at its corners.
  private mutating func scriptedTerm(_ end: End) -> Term? {
    // An index without anything before it belongs to nothing, as in {}_i.
    let hasBase = next != "^" && next != "_" && next != "'"
    guard var base = hasBase ? nucleus(end) : .group([]) else { return nil }
    var lower: Term?
    var upper: Term?
    var primes = ""
    while true {
      skipSpaces()
      let place = position
      switch next {
      case "'":
        position += 1
        primes += "′"
        if upper != nil { report("a prime stands before the upper index", from: place) }
      case "^", "_":
        let isUpper = next == "^"
        position += 1
        let argument = argument(of: isUpper ? "^" : "_", from: place)
        if (isUpper ? upper : lower) != nil {
          report(
            "a second \(isUpper ? "upper" : "lower") index: braces say what it belongs to",
            from: place)
        }
        if isUpper { upper = argument } else { lower = argument }
      default:
        if let (name, after) = command(at: position), name == "limits" || name == "nolimits" {
          position = after
          if let changed = Self.setting(base, name == "limits" ? .always : .never) {
            base = changed
          } else {
            report("'\\\(name)' stands after a sum or its kin", from: place)
          }
          continue
        }
        return scripted(base, lower, primes, upper)
      }
    }
  }

  private func scripted(_ base: Term, _ lower: Term?, _ primes: String, _ upper: Term?) -> Term {
    var upper = upper
    if !primes.isEmpty {
      let primes = Term.sign(primes, .ordinary)
      upper = upper.map { .group([primes, $0]) } ?? primes
    }
    guard lower != nil || upper != nil else { return base }
    return .scripts(Term.Scripts(base: base, lower: lower, upper: upper))
  }

  private static func setting(_ base: Term, _ limits: Term.Limits) -> Term? {
    switch base {
    case .large(let sign, _): .large(sign, limits)
    case .function(let name, _): .function(name, limits)
    default: nil
    }
  }

  // MARK: - Terms

  /// A term without its indices; nil after what has no look of its own.
  private mutating func nucleus(_ end: End) -> Term? {
    guard let scalar = next else { return nil }
    let start = position
    switch scalar {
    case "\\": return commandTerm(end)
    case "{": return group()
    case "}":
      position += 1
      report("this '}' has no '{'", from: start)
      return nil
    case "&":
      position += 1
      report("'&' parts the columns of a table; the sign itself is \\&", from: start)
      return nil
    case "%", "#", "$":
      position += 1
      report(
        "'\(scalar)' has a meaning of its own in TeX; the sign itself is \\\(scalar)", from: start)
      return nil
    case "~":
      position += 1
      return .space(5)
    case "\u{10FFFC}": return quote()
    default: return alphabet?.makesWords == true ? word() : character()
    }
  }

  /// The number of a quoted result.
  mutating func quote() -> Term? {
    position += 1
    let start = position
    while let next, next != "\u{10FFFD}" { position += 1 }
    let digits = string(start..<position)
    position = min(position + 1, scalars.count)
    return Int(digits).map(Term.quote)
  }

  /// One scalar, or a number, or a word of another script.
  private mutating func character() -> Term? {
    guard let scalar = next else { return nil }
    if scalar.properties.numericType == .decimal { return number() }
    let start = position
    position += 1
    if Self.isASCIILetter(scalar) || Symbols.isGreek(scalar) {
      return .identifier(alphabet?.applied(to: scalar) ?? String(scalar), isUpright: false)
    }
    if let sign = Symbols.signs[scalar] { return .sign(sign.text, sign.role) }
    guard scalar.properties.isAlphabetic else {
      if scalar.value < 0x80 || scalar.properties.generalCategory == .control {
        report("'\(scalar)' is no sign of a formula", from: start)
        return nil
      }
      return .sign(String(scalar), .ordinary)
    }
    var word = String(scalar)
    while let next, next.value >= 0x80, next.properties.isAlphabetic || Self.isMark(next) {
      word.unicodeScalars.append(next)
      position += 1
    }
    return .text(word)
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    default: scalar == "\u{200C}" || scalar == "\u{200D}"
    }
  }

  /// Digits, with a point between them.
  private mutating func number() -> Term {
    var digits = ""
    func isDigit(_ index: Int) -> Bool {
      index < scalars.count && scalars[index].properties.numericType == .decimal
    }
    while isDigit(position) || (next == "." && !digits.contains(".") && isDigit(position + 1)) {
      let scalar = scalars[position]
      digits += alphabet?.applied(to: scalar) ?? String(scalar)
      position += 1
    }
    return .number(digits)
  }

  /// Letters of an alphabet in which words are set.
  private mutating func word() -> Term? {
    var word = ""
    while let next, Self.isASCIILetter(next) {
      word += alphabet?.applied(to: next) ?? String(next)
      position += 1
    }
    return word.isEmpty ? character() : .identifier(word, isUpright: true)
  }

  // MARK: - Arguments

  /// What a command or an index takes: a group, a command, or one scalar.
  mutating func argument(of owner: String, from start: Int) -> Term {
    skipSpaces()
    let end = position
    let name = command(at: position)?.name
    guard let scalar = next, scalar != "}", scalar != "&", name != "right", name != "\\",
      name != "end", scalar != "^", scalar != "_"
    else {
      report("'\(owner)' has nothing to stand on: an argument is missing", from: start, to: end)
      return .group([])
    }
    if scalar.properties.numericType == .decimal {
      position += 1
      return .number(alphabet?.applied(to: scalar) ?? String(scalar))
    }
    if scalar == "{" || scalar == "\\" {
      guard depth < Self.deepest else {
        report("groups lie deeper in each other than \(Self.deepest)", from: position)
        position = scalars.count
        return .group([])
      }
      depth += 1
      defer { depth -= 1 }
      return nucleus(.cell) ?? .group([])
    }
    return nucleus(.cell) ?? .group([])
  }

  /// The text between braces as it stands, with its place; nil where there is none.
  mutating func rawArgument(of owner: String, from start: Int) -> Range<Int>? {
    skipSpaces()
    let opening = position
    guard take("{") else {
      report("'\\\(owner)' needs braces after it", from: start)
      return nil
    }
    var level = 1
    let first = position
    while let next {
      position += 1
      if next == "\\" {
        position = min(position + 1, scalars.count)
      } else if next == "{" {
        level += 1
      } else if next == "}" {
        level -= 1
        if level == 0 { return first..<(position - 1) }
      }
    }
    report("this '{' has no '}'", from: opening, to: opening + 1)
    return first..<scalars.count
  }

  /// The text of a range of scalars.
  func string(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  /// Reads something in another alphabet.
  mutating func with<Result>(
    _ alphabet: Alphabet?, _ body: (inout FormulaParser) -> Result
  ) -> Result {
    let outer = self.alphabet
    self.alphabet = alphabet
    defer { self.alphabet = outer }
    return body(&self)
  }
}
