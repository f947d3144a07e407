/// A text file as its author sees it: a path to name it by and its bytes, with line starts found once.
///
/// Offsets are bytes of UTF-8 from the start of the file. Lines and columns exist only for people:
/// both count from 1, and a column counts Unicode scalars, so that a mark under a Bengali or a
/// Ukrainian word stands where an editor puts its cursor.
public final class SourceFile: Sendable {
  /// The path as it was given by the user; it leads every diagnostic.
  public let path: String

  /// The whole text.
  public let text: String

  /// The bytes of `text`.
  public let utf8: [UInt8]

  /// The offset of the first byte of every line.
  public let lineStarts: [Int]

  /// Keeps a text and finds its lines; `\n`, `\r\n` and a lone `\r` end one.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
    utf8 = Array(text.utf8)
    var starts = [0]
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      index += 1
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
      if byte == UInt8(ascii: "\r"), index < utf8.count, utf8[index] == UInt8(ascii: "\n") {
        index += 1
      }
      starts.append(index)
    }
    lineStarts = starts
  }

  /// A place for a person to look at, both counted from 1.
  public struct Position: Equatable, Sendable {
    /// The line.
    public var line: Int

    /// The Unicode scalar in the line.
    public var column: Int

    /// A line and a column.
    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// Returns the zero-based index of the line that holds a byte.
  public func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Returns the bytes of a line (counted from zero), without what ends it.
  public func lineRange(_ index: Int) -> Range<Int> {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : utf8.count
    while end > start, utf8[end - 1] == UInt8(ascii: "\n") || utf8[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return start..<end
  }

  /// Returns the text of a range of bytes; bytes that are not UTF-8 become replacement characters.
  public func text(in range: Range<Int>) -> String {
    String(decoding: utf8[range.clamped(to: 0..<utf8.count)], as: UTF8.self)
  }

  /// Returns the line and the column of a byte.
  public func position(at offset: Int) -> Position {
    let offset = min(max(offset, 0), utf8.count)
    let line = lineIndex(at: offset)
    let scalars = utf8[lineStarts[line]..<offset].count { $0 & 0xC0 != 0x80 }
    return Position(line: line + 1, column: scalars + 1)
  }
}

/// A range of bytes of a file.
public struct SourceSpan: Sendable, Equatable {
  /// The file.
  public var file: SourceFile

  /// Offsets in bytes of UTF-8.
  public var range: Range<Int>

  /// Names a range of a file.
  public init(_ file: SourceFile, _ range: Range<Int>) {
    self.file = file
    self.range = range
  }

  /// Where the span begins.
  public var start: SourceFile.Position { file.position(at: range.lowerBound) }

  /// The text of the span.
  public var text: String { file.text(in: range) }

  /// Returns the smallest span that holds this one and another of the same file.
  public func joined(with other: SourceSpan) -> SourceSpan {
    precondition(file === other.file, "spans of \(file.path) and \(other.file.path) do not join")
    let lower = min(range.lowerBound, other.range.lowerBound)
    return SourceSpan(file, lower..<max(range.upperBound, other.range.upperBound))
  }

  /// Two spans are equal when they name the same bytes of the same loaded file.
  public static func == (left: SourceSpan, right: SourceSpan) -> Bool {
    left.file === right.file && left.range == right.range
  }
}
