/// What has a colour in code, by the class of its mark.
enum CodeStyle: String {
  /// A comment.
  case comment = "c"
  /// A keyword, or the name of a value.
  case key = "k"
  /// A string.
  case string = "s"
  /// A number, or another constant.
  case number = "n"
  /// What is called.
  case call = "f"
}

/// How the code of a language is told apart, coarsely: enough for colours, not for a compiler.
struct CodeGrammar: Sendable {
  /// What stands on both sides of a string.
  struct Quotation: Sendable {
    /// The mark on both sides.
    let mark: [Unicode.Scalar]

    /// Whether a backslash takes the next character's meaning.
    let hasEscapes: Bool

    /// Whether it may go on in the next line.
    let spansLines: Bool

    init(_ mark: String, hasEscapes: Bool = true, spansLines: Bool = false) {
      self.mark = Array(mark.unicodeScalars)
      self.hasEscapes = hasEscapes
      self.spansLines = spansLines
    }
  }

  /// The words by which a fence names the language, in lower case.
  let names: [String]

  /// What begins a comment that ends with its line.
  var lineComments: [[Unicode.Scalar]] = []

  /// Whether a comment begins only after a space.
  var commentsNeedSpace = false

  /// What stands on the two sides of a comment.
  var blockComment: (open: [Unicode.Scalar], close: [Unicode.Scalar])?

  /// Strings; where one mark begins with another, the longer one comes first.
  var quotations: [Quotation] = []

  /// Whether text stands without quotation marks, so that an apostrophe within a word opens nothing.
  var hasPlainText = false

  /// Words of the language.
  var keywords: Set<String> = []

  /// Words that stand for values.
  var constants: Set<String> = []

  /// Whether a word before a colon names a value.
  var marksKeys = false

  /// Whether a word before a parenthesis is a call.
  var marksCalls = false

  /// Signs that make the next word a variable or an attribute.
  var signs: [Unicode.Scalar] = []

  /// All languages.
  static let all = [notebook, yaml, json, python, swift, shell]

  /// The grammar of a language by a word of a fence; nil for one that has none.
  static func named(_ word: String) -> CodeGrammar? {
    let word = word.lowercased()
    return all.first { $0.names.contains(word) }
  }
}

extension CodeGrammar {
  /// The cells of a notebook: YAML whose values are calls of Keras.
  static let notebook = CodeGrammar(
    names: ["konspekt", "notebook"], lineComments: [["#"]], commentsNeedSpace: true,
    quotations: [Quotation("\"", hasEscapes: false), Quotation("'", hasEscapes: false)],
    hasPlainText: true, constants: ["True", "False", "None", "true", "false", "null"],
    marksKeys: true,
    marksCalls: true)

  static let yaml = CodeGrammar(
    names: ["yaml", "yml"], lineComments: [["#"]], commentsNeedSpace: true,
    quotations: [Quotation("\"", spansLines: true), Quotation("'", hasEscapes: false)],
    hasPlainText: true, constants: ["true", "false", "null", "yes", "no", "on", "off"],
    marksKeys: true,
    signs: ["&", "*"])

  static let json = CodeGrammar(
    names: ["json", "jsonl", "json5"], quotations: [Quotation("\"")],
    constants: ["true", "false", "null"], marksKeys: true)

  static let python = CodeGrammar(
    names: ["python", "py", "python3", "ipython"], lineComments: [["#"]],
    quotations: [
      Quotation("\"\"\"", spansLines: true), Quotation("'''", spansLines: true), Quotation("\""),
      Quotation("'"),
    ],
    keywords: [
      "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del",
      "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
      "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
      "yield",
    ],
    constants: ["True", "False", "None", "self", "cls"], marksCalls: true, signs: ["@"])

  static let swift = CodeGrammar(
    names: ["swift"], lineComments: [["/", "/"]],
    blockComment: (open: ["/", "*"], close: ["*", "/"]),
    quotations: [Quotation("\"\"\"", spansLines: true), Quotation("\"")],
    keywords: [
      "actor", "any", "as", "associatedtype", "async", "await", "borrowing", "break", "case",
      "catch",
      "class", "consuming", "continue", "default", "defer", "deinit", "do", "else", "enum",
      "extension", "fallthrough", "fileprivate", "for", "func", "get", "guard", "if", "import",
      "in",
      "indirect", "init", "inout", "internal", "is", "lazy", "let", "mutating", "nonisolated",
      "open",
      "operator", "override", "package", "precedencegroup", "private", "protocol", "public",
      "repeat", "rethrows", "return", "set", "some", "static", "struct", "subscript", "switch",
      "throw", "throws", "try", "typealias", "unowned", "var", "weak", "where", "while",
    ],
    constants: ["true", "false", "nil", "self", "Self", "super"], marksCalls: true,
    signs: ["@", "#"])

  static let shell = CodeGrammar(
    names: ["shell", "sh", "bash", "zsh", "console", "terminal", "shellsession"],
    lineComments: [["#"]], commentsNeedSpace: true,
    quotations: [
      Quotation("\"", spansLines: true), Quotation("'", hasEscapes: false, spansLines: true),
    ],
    keywords: [
      "case", "do", "done", "elif", "else", "esac", "export", "fi", "for", "function", "if", "in",
      "local", "return", "set", "then", "until", "while",
    ], signs: ["$"])
}
