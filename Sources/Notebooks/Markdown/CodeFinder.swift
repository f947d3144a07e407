/// Says which bytes of prose are code, in which a dollar sign is a dollar sign.
///
/// Fences and code spans are found as CommonMark finds them, but for the containers they stand in: what
/// is taken for code by mistake only loses its formulas, and what is taken for prose is turned back.
struct CodeFinder {
  private let bytes: [UInt8]
  /// The end of the code that holds the present byte.
  private var end: Int
  /// Where the next line begins.
  private var nextLine: Int
  /// The next run of backticks to look at.
  private var nextRun: Int

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    end = start
    nextLine = start
    nextRun = start
  }

  /// Whether a byte that was passed is code.
  func holds(_ position: Int) -> Bool { position < end }

  /// Goes on to a byte; every byte that is no part of an escape or a mark is passed in turn.
  mutating func pass(_ position: Int) {
    while nextLine <= position {
      if nextLine >= end, let fence = fenceEnd(at: nextLine) { end = fence }
      nextLine = line(after: nextLine)
    }
    guard position >= end, position >= nextRun, bytes[position] == UInt8(ascii: "`") else { return }
    let count = run(at: position)
    nextRun = position + count
    if let close = spanEnd(from: position + count, count: count) { end = close }
  }

  private func line(after position: Int) -> Int {
    var position = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    return position + 1
  }

  private func run(at position: Int) -> Int {
    var end = position
    while end < bytes.count, bytes[end] == bytes[position] { end += 1 }
    return end - position
  }

  /// The end of a code span whose backticks end here; nil where a paragraph ends before it.
  private func spanEnd(from start: Int, count: Int) -> Int? {
    var position = start
    var isBlank = false
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "`"):
        let length = run(at: position)
        position += length
        if length == count { return position }
        isBlank = false
        continue
      case UInt8(ascii: "\n"):
        if isBlank { return nil }
        isBlank = true
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: ">"): break
      default: isBlank = false
      }
      position += 1
    }
    return nil
  }

  /// The place of the fence that a line begins with, behind the marks of lists and quotes.
  private func fence(at start: Int, in containers: Bool) -> (mark: UInt8, count: Int)? {
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") {
        let count = run(at: position)
        return count >= 3 ? (byte, count) : nil
      }
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard " \t>".utf8.contains(byte) || (containers && (isDigit || "-*+.)".utf8.contains(byte)))
      else { return nil }
      position += 1
    }
    return nil
  }

  /// The end of the fenced block that begins with a line; nil where none does.
  private func fenceEnd(at start: Int) -> Int? {
    guard let opening = fence(at: start, in: true) else { return nil }
    let first = line(after: start)
    if opening.mark == UInt8(ascii: "`") {
      // The info string of such a fence has no backtick: this is a code span.
      let rest = bytes[start..<min(first, bytes.count)]
      if rest.count(where: { $0 == opening.mark }) > opening.count { return nil }
    }
    var position = first
    while position < bytes.count {
      let next = line(after: position)
      if let closing = fence(at: position, in: false), closing.mark == opening.mark,
        closing.count >= opening.count
      {
        return next
      }
      position = next
    }
    return bytes.count
  }
}
