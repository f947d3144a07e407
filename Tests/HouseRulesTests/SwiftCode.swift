/// As much of Swift's lexical structure as rules about words need.
enum SwiftCode {
  /// Blanks out comments and the text of string literals; line breaks and the code inside `\(…)` stay.
  ///
  /// C has the same comments and string literals, but for raw strings and nested comments.
  ///
  /// - Parameter text: The text of a source file.
  /// - Returns: A text with as many lines that holds code only.
  static func withoutCommentsAndStrings(_ text: String) -> String {
    var scanner = Scanner(bytes: Array(text.utf8))
    scanner.code(until: nil)
    return String(decoding: scanner.kept, as: UTF8.self)
  }

  /// The words `import` brings into a file, with the line of each, counted from 1.
  static func imports(_ file: SourceText) -> [(line: Int, module: String)] {
    let modifiers: Set<Substring> = [
      "import", "public", "package", "internal", "fileprivate", "private", "struct", "class",
      "enum", "protocol", "func", "var", "let", "typealias",
    ]
    return file.code.enumerated().compactMap { index, line in
      var words = line.split { $0 == " " || $0 == "\t" }[...]
      while words.first?.hasPrefix("@") == true { words = words.dropFirst() }
      guard words.prefix(2).contains("import") else { return nil }
      guard let module = words.first(where: { !modifiers.contains($0) }) else { return nil }
      return (index + 1, String(module.prefix { $0 != "." && $0 != ";" }))
    }
  }

  /// Whether a byte can stand in the middle of a name.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// Whether a text holds a word that no name before it runs into.
  ///
  /// - Parameters:
  ///   - text: What to look through.
  ///   - word: What to find; it may end in a sign, as `print(` does.
  /// - Returns: Whether it is there.
  static func contains(_ text: String, word: String) -> Bool {
    let (text, word) = (Array(text.utf8), Array(word.utf8))
    guard let first = word.first, let last = word.last, text.count >= word.count else {
      return false
    }
    for start in 0...(text.count - word.count) where text[start] == first {
      let end = start + word.count
      guard text[start..<end].elementsEqual(word) else { continue }
      if isNameByte(first), start > 0, isNameByte(text[start - 1]) { continue }
      if isNameByte(last), end < text.count, isNameByte(text[end]) { continue }
      return true
    }
    return false
  }
}

/// Walks over a source text and keeps its code.
private struct Scanner {
  let bytes: [UInt8]
  var kept: [UInt8] = []
  var position = 0

  private static let quote = UInt8(ascii: "\"")
  private static let hash = UInt8(ascii: "#")
  private static let newline = UInt8(ascii: "\n")

  init(bytes: [UInt8]) {
    self.bytes = bytes
    kept.reserveCapacity(bytes.count)
  }

  /// Keeps code until the end of the text or until a parenthesis closes that did not open.
  mutating func code(until close: UInt8?) {
    var depth = 0
    while position < bytes.count {
      let byte = bytes[position]
      if starts("//") {
        while position < bytes.count, bytes[position] != Self.newline { position += 1 }
      } else if starts("/*") {
        comment()
      } else if let hashes = hashesBeforeString() {
        string(hashes: hashes)
      } else {
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") {
          if depth == 0, close != nil { return }
          depth -= 1
        }
        kept.append(byte)
        position += 1
      }
    }
  }

  private func starts(_ prefix: StaticString, at offset: Int = 0) -> Bool {
    prefix.withUTF8Buffer { bytes.dropFirst(position + offset).starts(with: $0) }
  }

  private mutating func comment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        position += 2
      } else if starts("*/") {
        depth -= 1
        position += 2
      } else {
        skip()
      }
    } while depth > 0 && position < bytes.count
  }

  private mutating func skip() {
    if bytes[position] == Self.newline { kept.append(Self.newline) }
    position += 1
  }

  private func hashesBeforeString() -> Int? {
    let hashes = bytes[position...].prefix { $0 == Self.hash }.count
    guard position + hashes < bytes.count, bytes[position + hashes] == Self.quote else {
      return nil
    }
    return hashes
  }

  private func hasHashes(_ count: Int, at offset: Int) -> Bool {
    let start = position + offset
    return start + count <= bytes.count
      && bytes[start..<start + count].allSatisfy { $0 == Self.hash }
  }

  private mutating func string(hashes: Int) {
    kept.append(Self.quote)
    position += hashes
    let quotes = starts("\"\"\"") ? 3 : 1
    position += quotes
    while position < bytes.count {
      if starts(quotes == 3 ? "\"\"\"" : "\""), hasHashes(hashes, at: quotes) {
        position += quotes + hashes
        break
      }
      // A string of one line that does not end: a quote in a regular expression, or C.
      if quotes == 1, bytes[position] == Self.newline { break }
      if bytes[position] == UInt8(ascii: "\\"), hasHashes(hashes, at: 1) {
        position += 1 + hashes
        guard position < bytes.count else { break }
        if bytes[position] == UInt8(ascii: "(") {
          kept.append(bytes[position])
          position += 1
          code(until: UInt8(ascii: ")"))
          kept.append(UInt8(ascii: ")"))
        }
        if position < bytes.count { skip() }
      } else {
        skip()
      }
    }
    kept.append(Self.quote)
  }
}
