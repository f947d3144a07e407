/// An alphabet of formulas: Unicode has its letters one by one, since a style may change the meaning.
enum Alphabet: Sendable {
  case upright
  case italic
  case bold
  case boldItalic
  case doubleStruck
  case calligraphic
  case fraktur
  case sansSerif
  case monospace

  /// Whether letters side by side are one word.
  var makesWords: Bool {
    switch self {
    case .upright, .italic, .bold, .sansSerif, .monospace: true
    case .boldItalic, .doubleStruck, .calligraphic, .fraktur: false
    }
  }

  /// The letters that Unicode had before it had the alphabets.
  private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
    switch self {
    case .italic: ["h": "ℎ"]
    case .doubleStruck: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    case .calligraphic:
      [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ",
        "g": "ℊ", "o": "ℴ",
      ]
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    default: [:]
    }
  }

  /// Where the alphabet's A, a, Α, α and 0 stand; zero for what it does not have.
  private var starts:
    (upper: UInt32, lower: UInt32, greekUpper: UInt32, greek: UInt32, digit: UInt32)
  {
    switch self {
    case .upright: (0, 0, 0, 0, 0)
    case .italic: (0x1D434, 0x1D44E, 0x1D6E2, 0x1D6FC, 0)
    case .bold: (0x1D400, 0x1D41A, 0x1D6A8, 0x1D6C2, 0x1D7CE)
    case .boldItalic: (0x1D468, 0x1D482, 0x1D71C, 0x1D736, 0x1D7CE)
    case .doubleStruck: (0x1D538, 0x1D552, 0, 0, 0x1D7D8)
    case .calligraphic: (0x1D49C, 0x1D4B6, 0, 0, 0)
    case .fraktur: (0x1D504, 0x1D51E, 0, 0, 0)
    case .sansSerif: (0x1D5A0, 0x1D5BA, 0, 0, 0x1D7E2)
    case .monospace: (0x1D670, 0x1D68A, 0, 0, 0x1D7F6)
    }
  }

  /// A letter or a digit in this alphabet; itself where the alphabet has none.
  func applied(to scalar: Unicode.Scalar) -> String {
    if let exception = exceptions[scalar] { return String(exception) }
    let starts = starts
    let (start, first): (UInt32, Unicode.Scalar) =
      switch scalar {
      case "A"..."Z": (starts.upper, "A")
      case "a"..."z": (starts.lower, "a")
      case "Α"..."Ω": (starts.greekUpper, "Α")
      case "α"..."ω": (starts.greek, "α")
      case "0"..."9": (starts.digit, "0")
      default: (0, scalar)
      }
    guard start > 0 else { return String(scalar) }
    return Unicode.Scalar(start + scalar.value - first.value).map { String($0) } ?? String(scalar)
  }
}
