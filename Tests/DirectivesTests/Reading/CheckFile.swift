import Foundation
import Testing

/// A file of `Checks`: Markdown in which every `~~~~` block is a notebook with the mistakes marked
/// that are to be found in it.
///
/// A mark stands in a comment at the end of its line: `epochs: 0  # error: 9 [field-range]`, with the
/// column, the ID of the diagnostic and, after an arrow, the suggestion. Where a comment would be part
/// of the text, `<!-- below: 5 [quote-unknown] -->` stands on the line above, and
/// `<!-- file: [notebook-empty] -->` anywhere for what has no place. The words after `~~~~markdown`
/// name cells of `Prelude` that come first.
struct CheckFile {
  let name: String
  let notebooks: [CheckNotebook]

  static let all: [CheckFile] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Checks")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { name in
      let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return CheckFile(name: name, text: text)
    }
  }()

  private init(name: String, text: String) {
    self.name = name
    var notebooks: [CheckNotebook] = []
    var heading = ""
    var block: (words: [String], lines: [String])?
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("~~~~") {
        if let open = block {
          notebooks.append(
            CheckNotebook(file: name, heading: heading, preludes: open.words, lines: open.lines))
          block = nil
        } else {
          block = (line.split(separator: " ").dropFirst().map(String.init), [])
        }
      } else if block != nil {
        block?.lines.append(line)
      } else if line.hasPrefix("#") {
        heading = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
      }
    }
    self.notebooks = notebooks
  }
}

/// A notebook with the mistakes that are to be found in it.
struct CheckNotebook: CustomTestStringConvertible, Sendable {
  /// A diagnostic, wanted or found.
  struct Mark: Hashable, Comparable, CustomStringConvertible {
    /// 0 for what has no place.
    var line: Int
    var column: Int
    var severity: String
    var id: String
    var suggestion: String?

    var description: String {
      let hint = suggestion.map { " → \($0)" } ?? ""
      return "line \(line): \(severity): \(column) [\(id)]\(hint)"
    }

    static func < (left: Mark, right: Mark) -> Bool {
      (left.line, left.column, left.id) < (right.line, right.column, right.id)
    }
  }

  let file: String
  let heading: String
  let text: String
  let wanted: [Mark]

  init(file: String, heading: String, preludes: [String], lines: [String]) {
    self.file = file
    self.heading = heading
    let before = preludes.flatMap { Prelude.lines(of: $0) }
    let all = Prelude.afterFrontMatter(lines, insert: before)
    text = all.joined(separator: "\n")
    wanted = all.enumerated().flatMap { Self.marks(in: $1, line: $0 + 1) }.sorted()
  }

  var testDescription: String { "\(file): \(heading)" }

  /// The marks of a line: `# error: 9 [field-range], 12 [field-type]`.
  private static func marks(in text: String, line: Int) -> [Mark] {
    for kind in ["error", "warning", "below", "below warning", "file"] {
      guard
        let start = text.range(of: "# \(kind): ") ?? text.range(of: "<!-- \(kind): ")
      else { continue }
      let end = text.range(of: " -->")?.lowerBound ?? text.endIndex
      return text[start.upperBound..<end].components(separatedBy: ", ").compactMap {
        mark($0, kind: kind, line: line)
      }
    }
    return []
  }

  private static func mark(_ text: String, kind: String, line: Int) -> Mark? {
    let parts = text.components(separatedBy: " → ")
    let words = parts[0].split(separator: " ").map(String.init)
    guard let name = words.last, name.hasPrefix("["), name.hasSuffix("]") else { return nil }
    return Mark(
      line: kind == "file" ? 0 : kind.hasPrefix("below") ? line + 1 : line,
      column: words.count > 1 ? Int(words[0]) ?? -1 : 0,
      severity: kind.contains("warning") ? "warning" : "error",
      id: String(name.dropFirst().dropLast()), suggestion: parts.count > 1 ? parts[1] : nil)
  }
}
