/// Makes text stand for itself in HTML.
public enum Escaping {
  /// Returns text in which nothing is markup, for content and for attributes in double quotes.
  ///
  /// Characters that HTML forbids, and controls that turn the direction of what follows them, become
  /// U+FFFD: a name from a file must not rearrange the line it stands in.
  public static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { isSpecial($0) }) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }

  /// Whether a byte may belong to something that is not left as it is.
  ///
  /// Letters of most scripts, and pictures in Base64, are passed over at the pace of their bytes.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20...0x7E:
      return byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
        || byte == UInt8(ascii: "\"")
    case 0x80...0xBF: return false
    // What begins U+0080 to U+009F, U+2000 to U+2FFF, U+F000 to U+FFFF, and what lies beyond.
    case 0xC2, 0xE2, 0xEF, 0xF0...0xFF: return true
    case 0x09, 0x0A: return false
    default: return byte <= 0x7F
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x202A...0x202E, 0x2066...0x2069: true
    case 0xFDD0...0xFDEF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
