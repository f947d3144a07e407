/// What a command of TeX's notation does.
enum Command: Sendable {
  case letter(String, isUpright: Bool)
  case sign(String, Term.Role)
  case large(String, Term.Limits)
  case function(String, Term.Limits)
  /// A distance in eighteenths.
  case space(Int)
  case accent(Term.Accent)
  case fraction(isDisplay: Bool?)
  case binomial(isDisplay: Bool?)
  case root
  case alphabet(Alphabet)
  /// Words of prose, set in an alphabet.
  case text(Alphabet?)
  /// A name of a function that TeX does not know.
  case operatorName(Term.Limits)
  /// A base with something small over or under it.
  case stacked(isOver: Bool)
  case arrow(String)
  /// A delimiter of a size in tenths.
  case delimiter(Term.Role, tenths: Int)
  /// What follows, in a style.
  case style(isDisplay: Bool)
  case phantom
  /// Lines under a sum.
  case lines
  /// What comes next, struck through.
  case not
  /// `\pmod{n}`.
  case parenthesizedModulus
  case left
  case begin
  /// It belongs to another command, which is missing; the text says to which.
  case misplaced(String)
  /// TeX knows it, a page does not; the text says why.
  case refused(String)

  /// All commands by their names.
  static let all: [String: Command] = {
    var all = structure
    for (name, sign) in Symbols.names(Symbols.letters) {
      all[name] = .letter(sign, isUpright: false)
    }
    for (name, sign) in Symbols.names(Symbols.uprightLetters) {
      all[name] = .letter(sign, isUpright: true)
    }
    for (table, role) in Symbols.tables {
      for (name, sign) in Symbols.names(table) { all[name] = .sign(sign, role) }
    }
    for (name, sign) in Symbols.names(Symbols.large) { all[name] = .large(sign, .displayed) }
    for (name, sign) in Symbols.names(Symbols.integrals) { all[name] = .large(sign, .never) }
    for name in Symbols.functions.split(separator: " ") {
      all[String(name)] = .function(String(name), .never)
    }
    for name in Symbols.limitFunctions.split(separator: " ") {
      all[String(name)] = .function(String(name), .displayed)
    }
    return all
  }()

  /// The names in order, for the one that was probably meant.
  static let names = all.keys.sorted()

  private static let structure: [String: Command] = [
    ",": .space(3), ":": .space(4), ">": .space(4), ";": .space(5), "!": .space(-3), " ": .space(5),
    "thinspace": .space(3), "medspace": .space(4), "thickspace": .space(5), "quad": .space(18),
    "qquad": .space(36), "enspace": .space(9), "\n": .space(5),
    "{": .sign("{", .opening), "}": .sign("}", .closing), "|": .sign("‖", .ordinary),
    "%": .sign("%", .ordinary), "#": .sign("#", .ordinary), "$": .sign("$", .ordinary),
    "&": .sign("&", .ordinary), "_": .sign("_", .ordinary),
    "bmod": .sign("mod", .binary), "mod": .sign("mod", .binary), "pmod": .parenthesizedModulus,
    "liminf": .function("lim inf", .displayed), "limsup": .function("lim sup", .displayed),
    "argmax": .function("arg max", .displayed), "argmin": .function("arg min", .displayed),
    "hat": .accent(Term.Accent(sign: "^")), "bar": .accent(Term.Accent(sign: "¯")),
    "tilde": .accent(Term.Accent(sign: "~")), "vec": .accent(Term.Accent(sign: "→")),
    "dot": .accent(Term.Accent(sign: "˙")), "ddot": .accent(Term.Accent(sign: "¨")),
    "check": .accent(Term.Accent(sign: "ˇ")), "breve": .accent(Term.Accent(sign: "˘")),
    "acute": .accent(Term.Accent(sign: "´")), "grave": .accent(Term.Accent(sign: "`")),
    "mathring": .accent(Term.Accent(sign: "˚")),
    "widehat": .accent(Term.Accent(sign: "^", isStretchy: true)),
    "widetilde": .accent(Term.Accent(sign: "~", isStretchy: true)),
    "overline": .accent(Term.Accent(sign: "‾", isStretchy: true)),
    "underline": .accent(Term.Accent(sign: "_", isStretchy: true, isUnder: true)),
    "overrightarrow": .accent(Term.Accent(sign: "→", isStretchy: true)),
    "overleftarrow": .accent(Term.Accent(sign: "←", isStretchy: true)),
    "overbrace": .accent(Term.Accent(sign: "⏞", isStretchy: true, takesLimits: true)),
    "underbrace": .accent(
      Term.Accent(sign: "⏟", isStretchy: true, isUnder: true, takesLimits: true)),
    "frac": .fraction(isDisplay: nil), "dfrac": .fraction(isDisplay: true),
    "cfrac": .fraction(isDisplay: true), "tfrac": .fraction(isDisplay: false),
    "binom": .binomial(isDisplay: nil), "dbinom": .binomial(isDisplay: true),
    "tbinom": .binomial(isDisplay: false), "sqrt": .root,
    "mathrm": .alphabet(.upright), "mathbf": .alphabet(.bold), "mathit": .alphabet(.italic),
    "mathbb": .alphabet(.doubleStruck), "mathcal": .alphabet(.calligraphic),
    "mathscr": .alphabet(.calligraphic), "mathfrak": .alphabet(.fraktur),
    "mathsf": .alphabet(.sansSerif), "mathtt": .alphabet(.monospace),
    "boldsymbol": .alphabet(.boldItalic), "bm": .alphabet(.boldItalic),
    "text": .text(nil), "textrm": .text(nil), "mbox": .text(nil), "textbf": .text(.bold),
    "textit": .text(.italic), "texttt": .text(.monospace),
    "operatorname": .operatorName(.never), "operatorname*": .operatorName(.displayed),
    "overset": .stacked(isOver: true), "stackrel": .stacked(isOver: true),
    "underset": .stacked(isOver: false), "xrightarrow": .arrow("→"), "xleftarrow": .arrow("←"),
    "big": .delimiter(.ordinary, tenths: 12), "bigl": .delimiter(.opening, tenths: 12),
    "bigr": .delimiter(.closing, tenths: 12), "bigm": .delimiter(.relation, tenths: 12),
    "Big": .delimiter(.ordinary, tenths: 18), "Bigl": .delimiter(.opening, tenths: 18),
    "Bigr": .delimiter(.closing, tenths: 18), "Bigm": .delimiter(.relation, tenths: 18),
    "bigg": .delimiter(.ordinary, tenths: 24), "biggl": .delimiter(.opening, tenths: 24),
    "biggr": .delimiter(.closing, tenths: 24), "Bigg": .delimiter(.ordinary, tenths: 30),
    "Biggl": .delimiter(.opening, tenths: 30), "Biggr": .delimiter(.closing, tenths: 30),
    "displaystyle": .style(isDisplay: true), "textstyle": .style(isDisplay: false),
    "phantom": .phantom, "substack": .lines, "not": .not, "left": .left, "begin": .begin,
    "right": .misplaced("'\\right' has no '\\left'"),
    "middle": .misplaced("'\\middle' stands between '\\left' and '\\right'"),
    "end": .misplaced("'\\end' has no '\\begin'"),
    "\\": .misplaced("'\\\\' ends a line of a matrix, of cases or of aligned equations"),
    "hline": .misplaced("'\\hline': tables of formulas have no lines"),
    "label": .refused("equations have no numbers to refer to"),
    "tag": .refused("equations have no numbers"), "ref": .refused("equations have no numbers"),
    "newcommand": .refused("a formula is written without definitions"),
    "def": .refused("a formula is written without definitions"),
    "color": .refused("formulas have the colour of the text"),
    "textcolor": .refused("formulas have the colour of the text"),
    "href": .refused("a link stands in the prose"),
  ]
}
