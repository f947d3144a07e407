/// A table of texts, for terminals and for Markdown.
package struct TextTable {
  /// What stands above the columns.
  package var header: [String]

  /// The rows, with as many cells each.
  package var rows: [[String]] = []

  /// The columns at the left whose texts begin at the left; numbers end at the right.
  package var textColumns: Int

  /// An empty table.
  package init(_ header: [String], textColumns: Int) {
    self.header = header
    self.textColumns = textColumns
  }

  /// Columns side by side, two blanks apart.
  package var text: String {
    let widths = Self.widths([header] + rows)
    return ([header] + rows).map { row in
      let line = row.indices.map { padded(row[$0], $0, widths[$0]) }.joined(separator: "  ")
      return line.trimmingBlanksAtEnd + "\n"
    }.joined()
  }

  /// GitHub's tables, with columns of one width.
  package var markdown: String {
    let body = [header] + rows.map { $0.map { $0.replacing("|", with: "\\|") } }
    let widths = Self.widths(body).map { max($0, 3) }
    let rule = header.indices.map { column in
      column < textColumns
        ? String(repeating: "-", count: widths[column])
        : String(repeating: "-", count: widths[column] - 1) + ":"
    }
    let lines = body.map { row in row.indices.map { padded(row[$0], $0, widths[$0]) } }
    return ([lines[0], rule] + lines.dropFirst())
      .map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  private static func widths(_ rows: [[String]]) -> [Int] {
    (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  }

  private func padded(_ text: String, _ column: Int, _ width: Int) -> String {
    let blanks = String(repeating: " ", count: max(width - text.count, 0))
    return column < textColumns ? text + blanks : blanks + text
  }
}

extension String {
  fileprivate var trimmingBlanksAtEnd: String {
    String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
  }
}
