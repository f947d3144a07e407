import Diagnostics

extension FormulaParser {
  /// The term of the command that stands here; nil after one that has no look of its own.
  mutating func commandTerm(_ end: End) -> Term? {
    let start = position
    guard let (name, after) = command(at: position) else { return nil }
    position = after
    guard !name.isEmpty else {
      report("a backslash begins a command", from: start)
      return nil
    }
    guard let command = Command.all[name] else {
      unknown(name, from: start)
      return nil
    }
    switch command {
    case .letter(let text, let isUpright): return letter(text, isUpright: isUpright)
    case .sign(let text, let role): return .sign(text, role)
    case .large(let text, let limits): return .large(text, limits)
    case .function(let text, let limits): return .function(text, limits)
    case .space(let width): return .space(width)
    case .alphabet(let alphabet):
      return with(alphabet) { $0.argument(of: "\\\(name)", from: start) }
    case .text(let alphabet): return text(in: alphabet, of: name, from: start)
    case .operatorName(let limits): return operatorName(limits, of: name, from: start)
    case .delimiter(let role, let tenths):
      guard let delimiter = delimiter(after: name, from: start) else { return nil }
      return .delimiter(delimiter, role, tenths: tenths)
    case .style(let isDisplay): return .style(isDisplay: isDisplay, list(until: end))
    case .not: return struckThrough(from: start)
    case .left: return fenced(from: start)
    case .begin: return environment(from: start)
    case .misplaced(let message):
      report(message, from: start)
      return nil
    case .refused(let reason):
      report("'\\\(name)': \(reason)", from: start, id: "math-unknown")
      _ = next == "{" ? rawArgument(of: name, from: start) : nil
      return nil
    case .accent, .fraction, .binomial, .root, .stacked, .arrow, .phantom, .lines,
      .parenthesizedModulus:
      return construction(command, named: name, from: start)
    }
  }

  /// What a command builds of its arguments.
  private mutating func construction(
    _ command: Command, named name: String, from start: Int
  ) -> Term? {
    let owner = "\\\(name)"
    switch command {
    case .accent(let accent): return .accent(accent, argument(of: owner, from: start))
    case .fraction(let isDisplay):
      let numerator = argument(of: owner, from: start)
      return .fraction(
        Term.Fraction(
          numerator: numerator, denominator: argument(of: owner, from: start),
          isDisplay: isDisplay))
    case .binomial(let isDisplay):
      let upper = argument(of: owner, from: start)
      let lower = argument(of: owner, from: start)
      let fraction = Term.Fraction(
        numerator: upper, denominator: lower, hasLine: false, isDisplay: isDisplay)
      return .fenced(opening: "(", [.fraction(fraction)], closing: ")")
    case .root:
      let index = optionalArgument()
      return .root(argument(of: owner, from: start), index: index)
    case .stacked(let isOver):
      let small = argument(of: owner, from: start)
      let base = argument(of: owner, from: start)
      return .stacked(base, over: isOver ? small : nil, under: isOver ? nil : small)
    case .arrow(let arrow):
      let under = optionalArgument()
      return .arrow(arrow, over: argument(of: owner, from: start), under: under)
    case .phantom: return .phantom(argument(of: owner, from: start))
    case .lines:
      skipSpaces()
      let brace = position
      guard take("{") else {
        report("'\(owner)' needs braces after it", from: start)
        return nil
      }
      let rows = rows()
      if !take("}") { report("this '{' has no '}'", from: brace, to: brace + 1) }
      return .table(Term.Table(rows: rows, spacing: .none))
    case .parenthesizedModulus:
      let modulus = argument(of: owner, from: start)
      return .group([
        .space(18), .sign("(", .opening), .function("mod", .never), .space(6), modulus,
        .sign(")", .closing),
      ])
    default: return nil
    }
  }

  private mutating func unknown(_ name: String, from start: Int) {
    // A name of one sign is like any other.
    let isWord = name.unicodeScalars.first.map(Self.isASCIILetter) ?? false
    let meant = isWord ? NearMiss.of(name, among: Command.names.filter { $0.count > 1 }) : nil
    report(
      "formulas know no command '\\\(name)'", from: start, id: "math-unknown",
      suggestion: meant.map { "\\\($0)" })
  }

  private func letter(_ text: String, isUpright: Bool) -> Term {
    guard let alphabet, let scalar = text.unicodeScalars.first else {
      return .identifier(text, isUpright: isUpright)
    }
    // What a letter of an alphabet looks like is no matter of style any more.
    let applied = alphabet.applied(to: scalar)
    return .identifier(applied, isUpright: alphabet == .upright || applied != text || isUpright)
  }

  /// An argument in brackets, where there is one.
  private mutating func optionalArgument() -> Term? {
    let before = position
    skipSpaces()
    let opening = position
    guard take("[") else {
      position = before
      return nil
    }
    let terms = list(until: .bracket)
    if !take("]") { report("this '[' has no ']'", from: opening, to: opening + 1) }
    return terms.count == 1 ? terms[0] : .group(terms)
  }

  // MARK: - Words

  private mutating func text(in alphabet: Alphabet?, of name: String, from start: Int) -> Term? {
    guard let range = rawArgument(of: name, from: start) else { return nil }
    var terms: [Term] = []
    var words = ""
    func flush() {
      if !words.isEmpty { terms.append(.text(words)) }
      words = ""
    }
    let after = position
    position = range.lowerBound
    while position < range.upperBound {
      let scalar = scalars[position]
      switch scalar {
      case "{", "}": position += 1
      case "\u{10FFFC}":
        flush()
        if let quote = quote() { terms.append(quote) }
      case "\\":
        let place = position
        guard let (command, end) = command(at: position) else { break }
        position = end
        if command.count == 1, "%#$&_{} ".contains(command) {
          words += command
        } else {
          report("'\\\(command)' stands outside of \\\(name): only words stand in it", from: place)
        }
      default:
        // White space at the edges of words counts here.
        words +=
          scalar.properties.isWhitespace || scalar == "~"
          ? "\u{A0}"
          : alphabet?.applied(to: scalar) ?? String(scalar)
        position += 1
      }
    }
    position = after
    flush()
    return terms.count == 1 ? terms[0] : .group(terms)
  }

  private mutating func operatorName(
    _ limits: Term.Limits, of name: String, from start: Int
  ) -> Term? {
    guard let range = rawArgument(of: name, from: start) else { return nil }
    // Only letters and the distances between words make a name.
    let word = string(range).replacing("\\,", with: "\u{2006}").replacing("~", with: "\u{A0}")
    guard !word.isEmpty, !word.contains(where: { "\\{}^_&".contains($0) }) else {
      report("'\\\(name)' takes a name: letters", from: start)
      return nil
    }
    return .function(word.replacing("-", with: "‐"), limits)
  }

  // MARK: - Signs

  private mutating func struckThrough(from start: Int) -> Term? {
    skipSpaces()
    let end = position
    if let (name, after) = command(at: position),
      case .sign(let text, let role)? = Command.all[name]
    {
      position = after
      return .sign(Symbols.struckThrough(text), role)
    }
    if let next, let sign = Symbols.signs[next] {
      position += 1
      return .sign(Symbols.struckThrough(sign.text), sign.role)
    }
    report("'\\not' strikes through the relation after it", from: start, to: end)
    return nil
  }

  /// The delimiter after a command such as `\left`.
  mutating func delimiter(after name: String, from start: Int) -> String? {
    skipSpaces()
    let place = position
    let written: String
    if let (name, after) = command(at: position) {
      written = "\\\(name)"
      position = after
    } else if let next {
      written = String(next)
      position += 1
    } else {
      report("'\\\(name)' needs a delimiter after it", from: start)
      return nil
    }
    guard let delimiter = Symbols.delimiters[written] else {
      report("'\(written)' is no delimiter for '\\\(name)'", from: place)
      return nil
    }
    return delimiter
  }

  private mutating func fenced(from start: Int) -> Term {
    let opening = delimiter(after: "left", from: start) ?? ""
    let terms = list(until: .right)
    guard let (name, after) = command(at: position), name == "right" else {
      report("'\\left' has no '\\right'", from: start, to: start + 5)
      return .fenced(opening: opening, terms, closing: "")
    }
    let place = position
    position = after
    let closing = delimiter(after: "right", from: place) ?? ""
    return .fenced(opening: opening, terms, closing: closing)
  }
}
