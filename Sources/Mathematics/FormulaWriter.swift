public import Markup

extension Formula {
  /// The formula as MathML Core, which browsers draw themselves.
  ///
  /// - Parameter quote: The text of a quoted result, by its index in the notebook.
  /// - Returns: A `math` element that says in TeX what it shows.
  public func mathML(quote: @escaping (Int) -> String) -> Node {
    let writer = FormulaWriter(quote: quote)
    return tag(
      "math", ["display": isDisplay ? "block" : nil, "alttext": plainText(quote: quote)],
      writer.row(terms, FormulaWriter.Style(isDisplay: isDisplay)))
  }

  /// The formula as it was written, with the text of its quoted results.
  public func plainText(quote: (Int) -> String) -> String {
    guard source.unicodeScalars.contains("\u{10FFFC}") else { return source }
    var result = ""
    var number: String?
    for scalar in source.unicodeScalars {
      switch (scalar, number) {
      case ("\u{10FFFC}", nil): number = ""
      case ("\u{10FFFD}", let digits?):
        result += Int(digits).map(quote) ?? ""
        number = nil
      case (_, let digits?): number = digits + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.split { $0.isWhitespace }.joined(separator: " ")
  }

  /// About how wide the formula is, in letters: long ones need a place to scroll in.
  public var width: Int { FormulaWidth.of(terms) }
}

/// Writes terms as MathML Core.
struct FormulaWriter {
  /// How terms are set where they stand.
  struct Style {
    /// Whether sums are large and have their limits under and over them.
    var isDisplay: Bool
    /// Whether the terms are an index, whose signs stand close.
    var isScript = false

    /// The style of what stands above and below a line.
    var inFraction: Style { Style(isDisplay: false, isScript: isScript) }

    /// The style of an index.
    var inScript: Style { Style(isDisplay: false, isScript: true) }
  }

  let quote: (Int) -> String

  /// Terms side by side, as one element.
  func row(_ terms: [Term], _ style: Style) -> Node {
    if terms.count == 1 { return node(terms[0], style) }
    return tag("mrow", [:], all: nodes(terms, style))
  }

  /// Terms side by side.
  private func nodes(_ terms: [Term], _ style: Style) -> [Node] {
    var nodes: [Node] = []
    for (index, term) in terms.enumerated() {
      // A sign between two operands joins them; elsewhere it belongs to what follows.
      if case .sign(let text, .binary) = term,
        index == 0 || Self.leavesOpen(terms[index - 1]) || index + 1 == terms.count
      {
        nodes.append(tag("mo", ["form": "prefix", "lspace": "0", "rspace": "0"], .text(text)))
        continue
      }
      if case .sign(let text, _) = term, index > 0, index + 1 < terms.count, !style.isScript,
        Self.usual.contains(text)
      {
        nodes.append(tag("mo", [:], .text(text)))
        continue
      }
      nodes.append(node(term, style))
      guard index + 1 < terms.count, Self.isFunction(term) else { continue }
      nodes.append(tag("mo", [:], "\u{2061}"))
      if !Self.opens(terms[index + 1]) { nodes.append(Self.space(3)) }
    }
    return nodes
  }

  /// Signs that a browser sets between two operands as it should.
  private static let usual: Set = [
    "+", "−", "±", "×", "⋅", "=", "<", ">", "≤", "≥", "≠", "≈", "≡", "∼", "∝", "∈",
  ]

  /// Whether an operand is still to come after a term.
  private static func leavesOpen(_ term: Term) -> Bool {
    switch term {
    case .sign(_, let role):
      role == .binary || role == .relation || role == .opening || role == .punctuation
    case .large, .function, .arrow: true
    case .scripts(let scripts): leavesOpen(scripts.base)
    case .space: false
    case .delimiter(_, let role, _): role == .opening
    default: false
    }
  }

  private static func isFunction(_ term: Term) -> Bool {
    switch term {
    case .function: true
    case .scripts(let scripts): isFunction(scripts.base)
    default: false
    }
  }

  /// Whether a term needs no distance after the name of a function.
  private static func opens(_ term: Term) -> Bool {
    switch term {
    case .sign(_, let role): role != .ordinary
    case .fenced, .space, .delimiter: true
    case .scripts(let scripts): opens(scripts.base)
    default: false
    }
  }

  private static func space(_ width: Int) -> Node {
    tag("mspace", ["width": em(width)])
  }

  /// Eighteenths of an em as a length, in thousandths.
  private static func em(_ width: Int) -> String {
    let thousandths = (width.magnitude * 1000 + 9) / 18
    let digits = String(thousandths % 1000)
    let fraction = String(repeating: "0", count: 3 - digits.count) + digits
    return "\(width < 0 ? "-" : "")\(thousandths / 1000).\(fraction)em"
  }

  // MARK: - Terms

  private func node(_ term: Term, _ style: Style) -> Node {
    switch term {
    case .identifier(let text, let isUpright): return identifier(text, isUpright: isUpright)
    case .number(let digits): return tag("mn", [:], .text(digits))
    case .quote(let index): return tag("mn", [:], .text(quote(index)))
    case .text(let words): return tag("mtext", [:], .text(words))
    case .sign(let text, let role): return sign(text, role, style)
    case .large(let text, _): return tag("mo", [:], .text(text))
    case .function(let name, _): return tag("mi", [:], .text(name))
    case .space(let width): return Self.space(width)
    case .group(let terms): return row(terms, style)
    case .fraction(let fraction): return node(fraction, style)
    case .root(let term, let index):
      guard let index else { return tag("msqrt", [:], node(term, style)) }
      return tag("mroot", [:], node(term, style), node(index, style.inScript))
    case .scripts(let scripts): return node(scripts, style)
    case .accent(let accent, let term):
      let sign = tag("mo", ["stretchy": accent.isStretchy ? nil : "false"], .text(accent.sign))
      return accent.isUnder
        ? tag("munder", ["accentunder": "true"], node(term, style), sign)
        : tag("mover", ["accent": "true"], node(term, style), sign)
    case .stacked(let base, let over, let under):
      return limits(node(base, style), over: over, under: under, style)
    case .arrow(let arrow, let over, let under):
      return limits(
        tag("mo", ["stretchy": "true", "minsize": "1.5em"], .text(arrow)), over: over.map(padded),
        under: under.map(padded), style)
    case .fenced(let opening, let terms, let closing):
      return tag(
        "mrow", [:],
        all: [fence(opening, "prefix")] + nodes(terms, style) + [fence(closing, "postfix")])
    case .delimiter(let text, let role, let tenths):
      let size = "\(tenths / 10).\(tenths % 10)em"
      return tag(
        "mo",
        [
          "stretchy": "true", "symmetric": "true", "minsize": size, "maxsize": size,
          "form": role == .opening ? "prefix" : role == .closing ? "postfix" : nil,
          "lspace": role == .ordinary ? "0" : nil, "rspace": role == .ordinary ? "0" : nil,
        ], .text(text))
    case .table(let table): return node(table, style)
    case .style(let isDisplay, let terms):
      return tag(
        "mstyle", ["displaystyle": isDisplay ? "true" : "false", "scriptlevel": "0"],
        all: nodes(terms, Style(isDisplay: isDisplay)))
    case .phantom(let term): return tag("mphantom", [:], node(term, style))
    }
  }

  private func padded(_ term: Term) -> Term { .group([.space(5), term, .space(5)]) }

  private func identifier(_ text: String, isUpright: Bool) -> Node {
    // A browser sets one letter in italics and a word upright.
    let isLetter =
      text.unicodeScalars.count == 1 && text.unicodeScalars.allSatisfy { $0.value < 0x2400 }
    return tag("mi", ["mathvariant": isUpright && isLetter ? "normal" : nil], .text(text))
  }

  private func sign(_ text: String, _ role: Term.Role, _ style: Style) -> Node {
    switch role {
    case .ordinary:
      return tag("mo", ["stretchy": "false", "lspace": "0", "rspace": "0"], .text(text))
    case .opening, .closing:
      // A bar may open or close; all others can only do the one.
      let form = "|‖".contains(text) ? (role == .opening ? "prefix" : "postfix") : nil
      return tag("mo", ["stretchy": "false", "form": form], .text(text))
    case .punctuation:
      return tag("mo", ["lspace": "0", "rspace": style.isScript ? "0" : ".167em"], .text(text))
    case .binary, .relation:
      let space = style.isScript ? "0" : role == .binary ? ".222em" : ".278em"
      return tag(
        "mo", ["stretchy": "false", "lspace": space, "rspace": space, "form": "infix"],
        .text(text))
    }
  }

  private func fence(_ delimiter: String, _ form: String) -> Node {
    guard !delimiter.isEmpty else { return .empty }
    return tag("mo", ["fence": "true", "stretchy": "true", "form": form], .text(delimiter))
  }

  private func node(_ fraction: Term.Fraction, _ style: Style) -> Node {
    let style = fraction.isDisplay.map { Style(isDisplay: $0) } ?? style
    let inner = style.inFraction
    let node = tag(
      "mfrac", ["linethickness": fraction.hasLine ? nil : "0"], node(fraction.numerator, inner),
      node(fraction.denominator, inner))
    guard let isDisplay = fraction.isDisplay else { return node }
    return tag(
      "mstyle", ["displaystyle": isDisplay ? "true" : "false", "scriptlevel": "0"], node)
  }

  // MARK: - Indices

  private func node(_ scripts: Term.Scripts, _ style: Style) -> Node {
    if Self.takesLimits(scripts.base, style) {
      return limits(
        forced(scripts.base, style), over: scripts.upper, under: scripts.lower, style)
    }
    let base = node(scripts.base, style)
    switch (scripts.lower, scripts.upper) {
    case (let lower?, nil): return tag("msub", [:], base, node(lower, style.inScript))
    case (nil, let upper?): return tag("msup", [:], base, node(upper, style.inScript))
    case (let lower?, let upper?):
      return tag(
        "msubsup", [:], base, node(lower, style.inScript), node(upper, style.inScript))
    case (nil, nil): return base
    }
  }

  private static func takesLimits(_ base: Term, _ style: Style) -> Bool {
    switch base {
    case .large(_, let limits), .function(_, let limits):
      limits == .always || limits == .displayed && style.isDisplay
    case .accent(let accent, _): accent.takesLimits
    default: false
    }
  }

  /// A base whose limits stay under and over it in a line, too.
  private func forced(_ base: Term, _ style: Style) -> Node {
    guard case .large(let text, .always) = base, !style.isDisplay else { return node(base, style) }
    return tag("mo", ["movablelimits": "false"], .text(text))
  }

  private func limits(_ base: Node, over: Term?, under: Term?, _ style: Style) -> Node {
    switch (under, over) {
    case (let under?, nil): tag("munder", [:], base, node(under, style.inScript))
    case (nil, let over?): tag("mover", [:], base, node(over, style.inScript))
    case (let under?, let over?):
      tag("munderover", [:], base, node(under, style.inScript), node(over, style.inScript))
    case (nil, nil): base
    }
  }

  // MARK: - Tables

  private func node(_ table: Term.Table, _ style: Style) -> Node {
    let inner = Style(isDisplay: table.isDisplay, isScript: style.isScript)
    let rows = table.rows.map { cells in
      tag(
        "mtr", [:],
        all: cells.enumerated().map { column, cell in
          let alignment = table.alignments[column % table.alignments.count]
          let name = alignment == .center ? nil : alignment.rawValue
          return tag("mtd", ["class": name], all: nodes(cell, inner))
        })
    }
    let spacing: String? =
      switch table.spacing {
      case .even: nil
      case .pairs: "pairs"
      case .none: "close"
      }
    let body = tag(
      "mtable", ["displaystyle": table.isDisplay ? "true" : nil, "class": spacing], all: rows)
    guard !table.opening.isEmpty || !table.closing.isEmpty else { return body }
    return tag(
      "mrow", [:], fence(table.opening, "prefix"), body, fence(table.closing, "postfix"))
  }
}
