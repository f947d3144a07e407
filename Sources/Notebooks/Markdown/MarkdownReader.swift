import CCmark
import Diagnostics

/// Turns Markdown into blocks, by cmark-gfm; the only file that knows it.
///
/// cmark counts lines and bytes from 1 and its ranges end inclusively; here they become offsets in
/// the file. Places are exact for fences and good to the line for everything else.
struct MarkdownReader {
  /// A fenced code block as it stands in the file.
  struct Fence {
    /// The info string, and its place.
    var info: String
    var infoSpan: SourceSpan
    /// The content.
    var text: String
    var body: BodyText
    var span: SourceSpan
    /// Whether a closing fence was found.
    var isClosed: Bool
  }

  private let file: SourceFile
  private let marks: MarkScanner
  /// The index of the file's line that is cmark's first.
  private let firstLine: Int
  /// Decides what becomes of a fence; nil leaves it as code.
  private let onFence: (Fence) -> Block?
  /// Gives what a mark that stands in prose is there; nil for one with a mistake.
  private let onMark: (Int) -> Inline?
  /// Hears of every picture.
  private let onPicture: (Picture) -> Void

  /// Reads the prose of a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - firstLine: The index of the first line after the front matter.
  ///   - marks: The prose with marks for its quotes and formulas.
  ///   - onFence: Decides what becomes of a fenced block; nil leaves it as code.
  ///   - onMark: Gives what stands in the place of a mark; nil for one with a mistake.
  ///   - onPicture: Hears of every picture, in order.
  /// - Returns: The blocks.
  static func read(
    _ file: SourceFile, firstLine: Int, marks: MarkScanner, onFence: (Fence) -> Block?,
    onMark: (Int) -> Inline?, onPicture: (Picture) -> Void
  ) -> [Block] {
    cmark_gfm_core_extensions_ensure_registered()
    let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES)
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      if let extension_ = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, extension_)
      }
    }
    marks.text.withUnsafeBytes { bytes in
      cmark_parser_feed(parser, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
    guard let root = cmark_parser_finish(parser) else { return [] }
    defer { cmark_node_free(root) }
    return withoutActuallyEscaping(onFence) { onFence in
      withoutActuallyEscaping(onMark) { onMark in
        withoutActuallyEscaping(onPicture) { onPicture in
          MarkdownReader(
            file: file, marks: marks, firstLine: firstLine, onFence: onFence, onMark: onMark,
            onPicture: onPicture
          ).blocks(of: root)
        }
      }
    }
  }

  private func children(of node: OpaquePointer) -> [OpaquePointer] {
    var nodes: [OpaquePointer] = []
    var child = cmark_node_first_child(node)
    while let node = child {
      nodes.append(node)
      child = cmark_node_next(node)
    }
    return nodes
  }

  /// cmark's own word for a type; for footnotes, which it has no word for, ours.
  private func typeName(of node: OpaquePointer) -> String {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_FOOTNOTE_DEFINITION: "footnote_definition"
    case CMARK_NODE_FOOTNOTE_REFERENCE: "footnote_reference"
    default: String(cString: cmark_node_get_type_string(node))
    }
  }

  private func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  // MARK: - Blocks

  private func blocks(of node: OpaquePointer) -> [Block] { children(of: node).compactMap(block) }

  private func block(_ node: OpaquePointer) -> Block? {
    // Extensions have no constants that Swift could switch over; names serve all.
    switch typeName(of: node) {
    case "paragraph": return .paragraph(inlines(of: node))
    case "heading":
      return .heading(level: Int(cmark_node_get_heading_level(node)), inlines(of: node))
    case "code_block": return code(node)
    case "list": return list(node)
    case "block_quote": return blockQuote(node)
    case "thematic_break": return .thematicBreak
    case "html_block": return .html(marks.restored(literal(node)))
    case "table": return table(node)
    case "footnote_definition":
      return .footnote(label: "\(number(ofFootnote: node))", blocks(of: node))
    default: return nil
    }
  }

  /// The number by which references know a footnote: cmark puts footnotes at the end, in the order
  /// in which the text first refers to them.
  private func number(ofFootnote node: OpaquePointer) -> Int {
    var number = 1
    var earlier = cmark_node_previous(node)
    while let footnote = earlier, cmark_node_get_type(footnote) == CMARK_NODE_FOOTNOTE_DEFINITION {
      number += 1
      earlier = cmark_node_previous(footnote)
    }
    return number
  }

  private func list(_ node: OpaquePointer) -> Block {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    let items = children(of: node).map { item in
      let isTask = String(cString: cmark_node_get_type_string(item)) == "tasklist"
      return Block.ListItem(
        isChecked: isTask ? cmark_gfm_extensions_get_tasklist_item_checked(item) : nil,
        blocks: blocks(of: item))
    }
    return .list(
      Block.List(
        start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
        isTight: cmark_node_get_list_tight(node) != 0, items: items))
  }

  private func blockQuote(_ node: OpaquePointer) -> Block {
    let blocks = blocks(of: node)
    guard case .paragraph(let inlines)? = blocks.first, let kind = alertKind(inlines) else {
      return .blockQuote(blocks)
    }
    let rest = Array(inlines.drop { if case .softBreak = $0 { false } else { true } }.dropFirst())
    return .alert(kind, (rest.isEmpty ? [] : [.paragraph(rest)]) + blocks.dropFirst())
  }

  /// The kind of alert that the first line of a quote names: `[!NOTE]` and nothing else on it.
  private func alertKind(_ inlines: [Inline]) -> Block.AlertKind? {
    var line = ""
    for inline in inlines {
      if case .softBreak = inline { break }
      guard case .text(let text) = inline else { return nil }
      line += text
    }
    guard line.hasPrefix("[!"), line.hasSuffix("]") else { return nil }
    return Block.AlertKind(rawValue: line.dropFirst(2).dropLast().uppercased())
  }

  private func table(_ node: OpaquePointer) -> Block {
    let count = Int(cmark_gfm_extensions_get_table_columns(node))
    let marks = cmark_gfm_extensions_get_table_alignments(node)
    let alignments: [Block.Alignment?] = (0..<count).map { column in
      switch marks?[column] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: nil
      }
    }
    let rows = children(of: node).map { row in children(of: row).map(inlines) }
    return .table(
      Block.Table(
        alignments: alignments, header: rows.first ?? [], rows: Array(rows.dropFirst())))
  }

  private func code(_ node: OpaquePointer) -> Block {
    let text = marks.restored(literal(node))
    var length: Int32 = 0
    var offset: Int32 = 0
    var mark: CChar = 0
    let isFenced = cmark_node_get_fenced(node, &length, &offset, &mark) != 0
    let info = cmark_node_get_fence_info(node).map { marks.restored(String(cString: $0)) } ?? ""
    guard isFenced else { return .code(info: "", text: text) }
    let fence = fence(
      node, info: info, text: text, mark: UInt8(bitPattern: mark), length: Int(max(length, 3)))
    return onFence(fence) ?? .code(info: info, text: text)
  }

  private func fence(
    _ node: OpaquePointer, info: String, text: String, mark: UInt8, length: Int
  ) -> Fence {
    let opening = firstLine + Int(cmark_node_get_start_line(node)) - 1
    let openingRange = file.lineRange(min(opening, file.lineStarts.count - 1))
    let start = min(
      openingRange.lowerBound + max(0, Int(cmark_node_get_start_column(node)) - 1),
      openingRange.upperBound)

    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    let ranges = lines.enumerated().map { index, line in
      let range = file.lineRange(min(opening + 1 + index, file.lineStarts.count - 1))
      // What a list or a quote puts in front of the line is not part of the body.
      let from = range.upperBound - line.count
      let fits = from >= range.lowerBound && file.utf8[from..<range.upperBound].elementsEqual(line)
      return fits ? from..<range.upperBound : range
    }
    let closing = opening + 1 + lines.count
    let closingRange = closing < file.lineStarts.count ? file.lineRange(closing) : nil
    let run = [UInt8](repeating: mark, count: length)
    let isClosed =
      closingRange.map { range in
        let line = file.utf8[range]
        return line.indices.contains { line[$0...].starts(with: run) }
      } ?? false
    let last = isClosed ? closingRange ?? openingRange : ranges.last ?? openingRange
    return Fence(
      info: info, infoSpan: infoSpan(info, in: start..<openingRange.upperBound, mark: mark),
      text: text, body: BodyText(file: file, lines: ranges),
      span: SourceSpan(file, start..<max(start, last.upperBound)), isClosed: isClosed)
  }

  private func infoSpan(_ info: String, in range: Range<Int>, mark: UInt8) -> SourceSpan {
    var start = range.lowerBound
    while start < range.upperBound, file.utf8[start] == mark { start += 1 }
    while start < range.upperBound, file.utf8[start] == UInt8(ascii: " ") { start += 1 }
    return SourceSpan(file, start..<min(start + info.utf8.count, range.upperBound))
  }

  // MARK: - Inlines

  private func inlines(of node: OpaquePointer) -> [Inline] {
    var inlines: [Inline] = []
    for child in children(of: node) {
      for inline in inline(child) {
        // The lines of a formula are one.
        if case .formulaLine = inline {
          if case .softBreak? = inlines.last { inlines.removeLast() }
          continue
        }
        // cmark cuts texts at every character that could have meant something.
        if case .text(let more) = inline, case .text(let text)? = inlines.last {
          inlines[inlines.count - 1] = .text(text + more)
        } else {
          inlines.append(inline)
        }
      }
    }
    return inlines
  }

  private func inline(_ node: OpaquePointer) -> [Inline] {
    switch typeName(of: node) {
    case "text":
      return marks.pieces(of: literal(node)).map { piece in
        switch piece {
        case .text(let text): .text(text)
        case .mark(let number): onMark(number) ?? .text(marks.marks[number].span.text)
        }
      }
    case "softbreak": return [.softBreak]
    case "linebreak": return [.lineBreak]
    case "code": return [.code(marks.restored(literal(node)))]
    case "html_inline": return [.html(marks.restored(literal(node)))]
    case "emph": return [.emphasis(inlines(of: node))]
    case "strong": return [.strong(inlines(of: node))]
    case "strikethrough": return [.strikethrough(inlines(of: node))]
    case "link":
      return [.link(destination: url(node), title: title(node), inlines(of: node))]
    case "image":
      onPicture(Picture(source: url(node), span: placeOfAddress(node)))
      return [.image(source: url(node), title: title(node), inlines(of: node))]
    case "footnote_reference": return [.footnoteReference(label: literal(node))]
    default: return []
    }
  }

  /// The place of a picture's address; where it is written in another way than it reads, its line.
  private func placeOfAddress(_ node: OpaquePointer) -> SourceSpan {
    var block = node
    while !["paragraph", "heading", "table_row"].contains(typeName(of: block)),
      let parent = cmark_node_parent(block)
    {
      block = parent
    }
    let line = firstLine + max(0, Int(cmark_node_get_start_line(block)) - 1)
    let lineRange = file.lineRange(min(line, file.lineStarts.count - 1))
    let address = Array(url(node).utf8)
    let text = file.utf8[lineRange.lowerBound...]
    let start = text.indices.first {
      address.first == text[$0] && text[$0...].starts(with: address)
    }
    guard let start, !address.isEmpty else { return SourceSpan(file, lineRange) }
    return SourceSpan(file, start..<start + address.count)
  }

  private func url(_ node: OpaquePointer) -> String {
    marks.restored(cmark_node_get_url(node).map { String(cString: $0) } ?? "")
  }

  private func title(_ node: OpaquePointer) -> String {
    marks.restored(cmark_node_get_title(node).map { String(cString: $0) } ?? "")
  }
}
