/// Text of charts, whose width is estimated, as nothing measures text here.
package enum LabelText {
  /// The size of the text that widths are estimated for, in units of the drawing.
  static let size = 12.0

  /// About how wide a text is drawn; rather too wide than too narrow.
  package static func width(_ text: String) -> Double { text.reduce(0) { $0 + width($1) } }

  /// About how wide the longest of some labels is drawn.
  static func width(of labels: [String]) -> Double { labels.map { width($0) }.max() ?? 0 }

  /// A text that is not wider than it may be: its beginning, where all of it does not fit.
  package static func fitting(_ text: String, in limit: Double) -> String {
    guard width(text) > limit else { return text }
    var room = limit - width("…")
    let start = text.prefix { character in
      room -= width(character)
      return room >= 0
    }
    return "\(start)…"
  }

  private static func width(_ character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar {
    case "f", "i", "j", "l", "r", "t", "I", " ", ".", ",", ":", ";", "!", "'", "|", "(", ")", "-":
      return 4.6
    case "m", "w", "M", "W", "…": return 10.8
    case "A"..."Z": return 8.4
    case "\u{21}"..."\u{7E}": return 7.1
    // Cyrillic.
    case "\u{400}"..."\u{52F}": return scalar.properties.isUppercase ? 8.8 : 7.6
    // Devanagari to Malayalam: a syllable, whose marks beside it, and further consonants, widen it.
    case "\u{900}"..."\u{D7F}":
      return character.unicodeScalars.dropFirst().reduce(8.8) { width, scalar in
        switch scalar.properties.generalCategory {
        case .spacingMark: width + 5
        case .otherLetter: width + 3.5
        default: width
        }
      }
    // Chinese, Japanese, Korean.
    case "\u{2E80}"..."\u{FFEF}": return 12
    case "\u{1F000}"..."\u{1FAFF}": return 15
    default: return 7.8
    }
  }
}
