import Diagnostics
import Schemas

/// Turns fenced blocks into cells.
struct CellReader {
  /// What a fence can be.
  enum Item {
    case cell(Cell)
    case include(Include)
  }

  /// A cell that stands for cells of another notebook.
  struct Include {
    var path: String
    var pathSpan: SourceSpan
    /// Only these cells; nil for all.
    var names: [(name: String, span: SourceSpan)]?
    var span: SourceSpan
  }

  let directives: Set<String>
  let templates: Set<String>
  let parameters: [RawEntry]
  var diagnostics: [Diagnostic] = []

  init(directives: Set<String>, templates: Set<String>, parameters: [RawEntry]) {
    self.directives = directives
    self.templates = templates
    self.parameters = parameters
  }

  /// Reads a fence; nil where it is ordinary code, or an include that cannot be read.
  mutating func read(_ fence: MarkdownReader.Fence) -> Item? {
    let words = self.words(of: fence.infoSpan)
    guard let directive = words.first, directives.contains(directive.text) else {
      warnOfNearMiss(words.first, fence)
      return nil
    }
    if !fence.isClosed {
      diagnostics.append(
        Diagnostic(
          "fence-unclosed", "this cell has no closing fence: it runs to the end of its container",
          at: directive))
    }
    if words.count > 2 {
      diagnostics.append(
        Diagnostic(
          "cell-name", "a cell is '\(directive.text)' and a name; this is one word too many",
          at: words[2]))
    }
    let name = words.dropFirst().first
    if let name, !Self.isName(name.text) {
      diagnostics.append(
        Diagnostic(
          "cell-name",
          "'\(name.text)' is no name: letters of any script, digits, '_' and '-', not a digit first",
          at: name))
    }
    var meanings = ParameterMeanings(
      parameters: parameters, leavesOthers: templates.contains(directive.text))
    let entries = YAMLReader.mapping(fence.body, what: "the body of a cell", &diagnostics)?.map {
      RawEntry(
        key: $0.key, keySpan: $0.keySpan,
        value: $0.value.replacingReferences(by: &meanings, &diagnostics))
    }
    if directive.text == "include" {
      return entries.flatMap { include($0, at: directive, fence).map(Item.include) }
    }
    return .cell(
      Cell(
        directive: directive.text, directiveSpan: directive, name: name?.text ?? "",
        nameSpan: name, entries: entries ?? [], isReadable: entries != nil, span: fence.span,
        source: fence.text))
  }

  private func words(of info: SourceSpan) -> [SourceSpan] {
    var words: [SourceSpan] = []
    var start: Int?
    for offset in info.range {
      let isSpace = [UInt8(ascii: " "), UInt8(ascii: "\t")].contains(info.file.utf8[offset])
      if isSpace, let from = start {
        words.append(SourceSpan(info.file, from..<offset))
        start = nil
      } else if !isSpace, start == nil {
        start = offset
      }
    }
    if let from = start { words.append(SourceSpan(info.file, from..<info.range.upperBound)) }
    return words
  }

  static func isName(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, Notation.isIdentifierScalar(first, first: true) else {
      return false
    }
    return scalars.allSatisfy { $0 == "-" || Notation.isIdentifierScalar($0, first: false) }
  }

  /// Words that stand behind fences all over the world and are near no directive by mistake.
  private static let languages: Set<String> = [
    "bash", "c", "cpp", "css", "console", "diff", "go", "html", "ini", "java", "javascript", "js",
    "json", "julia", "kotlin", "latex", "make", "markdown", "md", "mermaid", "plain", "python",
    "py", "r", "ruby", "rust", "sh", "shell", "sql", "swift", "tex", "text", "toml", "ts", "txt",
    "typescript", "xml", "yaml", "yml",
  ]

  private mutating func warnOfNearMiss(_ word: SourceSpan?, _ fence: MarkdownReader.Fence) {
    guard let word, !Self.languages.contains(word.text.lowercased()),
      let meant = NearMiss.of(word.text, among: directives.sorted()), fence.text.contains(":")
    else { return }
    diagnostics.append(
      Diagnostic(
        "directive-unknown", "'\(word.text)' is no directive, so this block is shown and not run",
        at: word, severity: .warning, suggestion: meant))
  }

  private mutating func include(
    _ entries: [RawEntry], at directive: SourceSpan, _ fence: MarkdownReader.Fence
  ) -> Include? {
    var include: Include?
    var names: [(name: String, span: SourceSpan)]?
    for entry in entries {
      switch entry.key {
      case "from":
        guard let path = String.read(entry.value, &diagnostics) else { continue }
        include = Include(path: path, pathSpan: entry.value.span, names: nil, span: directive)
      case "cells":
        let items = [Located<String>].read(entry.value, &diagnostics) ?? []
        names = items.map { ($0.value, $0.span ?? entry.value.span) }
      default:
        diagnostics.append(
          Diagnostic(
            "field-unknown", "include has no key '\(entry.key)'; it knows from, cells",
            at: entry.keySpan, suggestion: NearMiss.of(entry.key, among: ["from", "cells"])))
      }
    }
    if include == nil {
      diagnostics.append(
        Diagnostic("field-missing", "include needs the key 'from'", at: directive))
    }
    include?.names = names
    return include
  }
}
