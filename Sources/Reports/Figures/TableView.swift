import Markup

/// Draws tables; wide ones scroll within themselves.
enum TableView {
  /// A table with more columns keeps its first one in view when it scrolls.
  private static let mostColumnsInView = 6

  static func node(_ table: DataTable, _ words: Words) -> Node {
    func cell(_ text: String, _ column: Int, isHeader: Bool) -> Node {
      let isNumeric = table.columns.indices.contains(column) && table.columns[column].isNumeric
      let style = isNumeric ? "n" : nil
      return column == 0 && isHeader
        ? tag("th", ["scope": "row", "class": style], .text(text))
        : tag("td", ["class": style], .text(text))
    }
    func row(_ texts: [String]) -> Node {
      tag("tr", [:], all: texts.enumerated().map { cell($0.element, $0.offset, isHeader: true) })
    }
    let header = tag(
      "tr", [:],
      all: table.columns.map {
        tag("th", ["scope": "col", "class": $0.isNumeric ? "n" : nil], title($0.title))
      })
    return ScrollBox.node(
      named: table.caption ?? words.table,
      tag(
        "table", ["class": table.columns.count > mostColumnsInView ? "wide" : nil],
        table.caption.map { tag("caption", [:], .text($0)) } ?? .empty,
        tag("thead", [:], header), tag("tbody", [:], all: table.rows.map(row)),
        table.footer.map { tag("tfoot", [:], row($0)) } ?? .empty))
  }

  /// A name such as `val_accuracy` may go on in the next line after its underscore.
  private static func title(_ text: String) -> Node {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    return .fragment(
      parts.enumerated().map { index, part in
        index == 0 ? .text(String(part)) : ["_", tag("wbr"), .text(String(part))]
      })
  }
}
