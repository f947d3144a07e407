import Notebooks

/// The words of a notebook's prose.
struct ProseText {
  /// How many words there are.
  let wordCount: Int

  /// Every word once, in lower case and in order.
  let distinctWords: [String]

  init(_ blocks: [Block]) {
    var reader = Reader()
    reader.read(blocks)
    let words = Self.words(of: reader.text)
    wordCount = words.count
    distinctWords = Set(words).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Letters with their marks, and digits, make words.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if isPartOfWord(scalar) {
        word.append(scalar)
      } else if !word.isEmpty {
        words.append(String(word))
        word = String.UnicodeScalarView()
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  /// Gathers the text of blocks.
  private struct Reader {
    var text = ""

    mutating func read(_ blocks: [Block]) {
      for block in blocks {
        switch block {
        case .heading(_, let inlines), .paragraph(let inlines): read(inlines)
        case .list(let list): for item in list.items { read(item.blocks) }
        case .blockQuote(let inner), .alert(_, let inner), .footnote(_, let inner): read(inner)
        case .table(let table):
          for cell in table.header + table.rows.joined() { read(cell) }
        case .code, .thematicBreak, .html, .cell, .include: break
        }
        text += "\n"
      }
    }

    private mutating func read(_ inlines: [Inline]) {
      for inline in inlines {
        switch inline {
        case .text(let more), .code(let more): text += more
        case .softBreak, .lineBreak: text += " "
        case .emphasis(let inner), .strong(let inner), .strikethrough(let inner),
          .link(_, _, let inner), .image(_, _, let inner):
          read(inner)
        case .quote, .formula, .formulaLine, .html, .footnoteReference: text += " "
        }
      }
      text += " "
    }
  }
}
