import Diagnostics

/// The lines of a fenced block's body, each with its place in the file.
///
/// Inside a list or a quote the body's lines are parts of the file's lines; YAML sees only the parts
/// and counts lines and scalars from the body's start.
struct BodyText {
  let file: SourceFile

  /// For every line of the body the bytes of the file it stands on.
  let lines: [Range<Int>]

  /// The body, lines ended by a line feed.
  var text: String { lines.map { file.text(in: $0) + "\n" }.joined() }

  /// The offset in the file of a line and a column, both counted from 1; a column counts scalars.
  func offset(line: Int, column: Int) -> Int {
    guard line >= 1, line <= lines.count else {
      return lines.last?.upperBound ?? 0
    }
    let range = lines[line - 1]
    var offset = range.lowerBound
    var left = column - 1
    while left > 0, offset < range.upperBound {
      offset += 1
      while offset < range.upperBound, file.utf8[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }

  /// The place of a mark: one scalar, or nothing at the end of a line.
  func span(line: Int, column: Int) -> SourceSpan {
    let start = offset(line: line, column: column)
    let lineEnd = line >= 1 && line <= lines.count ? lines[line - 1].upperBound : start
    var end = min(start + 1, lineEnd)
    while end < lineEnd, file.utf8[end] & 0xC0 == 0x80 { end += 1 }
    return SourceSpan(file, start..<max(start, end))
  }

  /// The file's bytes from an offset on to the end of the body, each with its offset; line ends count
  /// as one byte.
  func bytes(from start: Int) -> [(byte: UInt8, offset: Int)] {
    var result: [(UInt8, Int)] = []
    for line in lines where line.upperBound >= start {
      for offset in max(line.lowerBound, start)..<line.upperBound {
        result.append((file.utf8[offset], offset))
      }
      result.append((UInt8(ascii: "\n"), line.upperBound))
    }
    return result
  }
}
