import Diagnostics

/// Where a formula stands.
struct FormulaPlace {
  /// Its lines with the dollar signs, without what a quote or a list puts before them.
  let lines: [SourceSpan]

  /// Whether it has two dollar signs at both ends.
  let isDisplay: Bool

  /// The end of its last line.
  var end: Int { lines[lines.count - 1].range.upperBound }

  /// The formula without its dollar signs, line by line.
  var content: MappedText {
    let file = lines[0].file
    let width = isDisplay ? 2 : 1
    var bytes: [UInt8] = []
    var places: [Range<Int>] = []
    for (index, line) in lines.enumerated() {
      let lower = line.range.lowerBound + (index == 0 ? width : 0)
      let upper = line.range.upperBound - (index == lines.count - 1 ? width : 0)
      if index > 0 {
        bytes.append(UInt8(ascii: "\n"))
        places.append(line.range.lowerBound..<line.range.lowerBound)
      }
      for offset in lower..<upper {
        bytes.append(file.utf8[offset])
        places.append(offset..<offset + 1)
      }
    }
    let span = SourceSpan(
      file, lines[0].range.lowerBound + width..<end - width)
    return MappedText(String(decoding: bytes, as: UTF8.self), span: span, places: places)
  }
}

/// Finds formulas between dollar signs, by Pandoc's rule.
///
/// After the first sign and before the last one of
/// a formula in a line stands no space, and after the last one no digit. Prices are no formulas.
struct FormulaFinder {
  private let file: SourceFile
  private var bytes: [UInt8] { file.utf8 }

  /// The places of `$$` that begin a line and that nothing closes.
  private(set) var unclosed: [SourceSpan] = []

  init(_ file: SourceFile) { self.file = file }

  /// The formula that begins at a dollar sign; nil where none does.
  mutating func place(at start: Int) -> FormulaPlace? {
    guard byte(start + 1) == UInt8(ascii: "$") else {
      guard let next = byte(start + 1), !Self.isSpace(next) else { return nil }
      return place(from: start, isDisplay: false)
    }
    // Three are no formula.
    guard byte(start + 2) != UInt8(ascii: "$") else { return nil }
    if let place = place(from: start, isDisplay: true) { return place }
    if beginsLine(start) { unclosed.append(SourceSpan(file, start..<start + 2)) }
    return nil
  }

  private func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private static func isSpace(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { ("0"..."9").contains(UnicodeScalar(byte)) }

  private func beginsLine(_ position: Int) -> Bool {
    let line = file.lineRange(file.lineIndex(at: position)).lowerBound
    return bytes[line..<position].allSatisfy { " \t>".utf8.contains($0) }
  }

  private func place(from start: Int, isDisplay: Bool) -> FormulaPlace? {
    let width = isDisplay ? 2 : 1
    var lineIndex = file.lineIndex(at: start)
    let quoteDepth = bytes[file.lineRange(lineIndex).lowerBound..<start]
      .prefix { " \t>".utf8.contains($0) }.count { $0 == UInt8(ascii: ">") }
    var lines: [SourceSpan] = []
    var lineStart = start
    var position = start + width
    while true {
      let line = file.lineRange(lineIndex)
      switch end(in: position..<line.upperBound, from: start, isDisplay: isDisplay) {
      case .found(let end):
        lines.append(SourceSpan(file, lineStart..<end))
        return FormulaPlace(lines: lines, isDisplay: isDisplay)
      case .none: return nil
      case .further: break
      }
      lines.append(SourceSpan(file, lineStart..<line.upperBound))
      lineIndex += 1
      guard lineIndex < file.lineStarts.count,
        let content = continuation(lineIndex, quoteDepth, isDisplay: isDisplay)
      else { return nil }
      lineStart = content
      position = content
    }
  }

  /// Where a following line goes on behind the marks of quotes; nil where it ends the paragraph.
  private func continuation(_ index: Int, _ quoteDepth: Int, isDisplay: Bool) -> Int? {
    let line = file.lineRange(index)
    var position = line.lowerBound
    var depth = 0
    while position < line.upperBound {
      if bytes[position] == UInt8(ascii: ">"), depth < quoteDepth {
        depth += 1
      } else if !" \t".utf8.contains(bytes[position]) {
        break
      }
      position += 1
    }
    guard position < line.upperBound else { return nil }
    // In a line of prose a mark that begins a block ends the paragraph, and the formula with it.
    return isDisplay || !beginsBlock(bytes[position..<line.upperBound]) ? position : nil
  }

  private func beginsBlock(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return true }
    if "#>|<`~".utf8.contains(first) { return true }
    let rest = line.drop { Self.isDigit($0) }
    if rest.count < line.count, let mark = rest.first {
      return ".)".utf8.contains(mark) && rest.dropFirst().first.map(Self.isSpace) ?? true
    }
    guard "-*+=".utf8.contains(first) else { return false }
    let others = line.drop { $0 == first }
    return others.allSatisfy(Self.isSpace) || line.dropFirst().first.map(Self.isSpace) ?? true
  }

  /// The end of the formula in a part of a line.
  private func end(in range: Range<Int>, from start: Int, isDisplay: Bool) -> End {
    var position = range.lowerBound
    while position < range.upperBound {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 1
      // Code is no part of a formula, nor does a formula end in it.
      case UInt8(ascii: "`"): return .none
      case UInt8(ascii: "$"):
        let isPair = position + 1 < range.upperBound && bytes[position + 1] == UInt8(ascii: "$")
        if isDisplay, isPair { return position > start + 2 ? .found(position + 2) : .none }
        // A formula holds no dollar sign: the first one ends it, or there is none.
        let closes =
          !isDisplay && !isPair && !Self.isSpace(bytes[position - 1])
          && !(byte(position + 1).map(Self.isDigit) ?? false)
        return closes ? .found(position + 1) : .none
      default: break
      }
      position += 1
    }
    return .further
  }

  /// Where a formula ends.
  private enum End {
    /// Here.
    case found(Int)
    /// On another line.
    case further
    /// Nowhere: it is none.
    case none
  }
}
