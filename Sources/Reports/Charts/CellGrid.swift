/// Rows and columns of cells with their names: what a confusion matrix and a heat map are drawn with.
struct CellGrid {
  /// A cell.
  struct Cell {
    var kind: ColorScale.Kind
    /// How strong the colour is, from 0 to 1; nil for a cell without a value.
    var share: Double?
    /// What stands in it.
    var text: String
    /// What it says when it is pointed at.
    var title: String
    /// Whether it is marked as the one to look at.
    var isBest = false
  }

  var rowTitle: String
  var columnTitle: String
  var rowNames: [String]
  var columnNames: [String]
  var cells: [[Cell]]

  /// The least size of a cell; names that fit above one are not turned.
  static let least = 32.0

  /// The most that names may take; longer ones are cut, and shown whole on hovering.
  private static let widestName = 110.0

  /// Where the title of the columns stands.
  private static let titleHeight = 18.0

  private var cellWidth: Double {
    max(LabelText.width(of: cells.joined().map(\.text)) + 8, Self.least)
  }

  private var areNamesTurned: Bool { LabelText.width(of: columnNames) > cellWidth - 6 }

  private var columnNameHeight: Double {
    areNamesTurned ? min(LabelText.width(of: columnNames), Self.widestName) + 9 : 20
  }

  private var left: Double {
    max(
      min(LabelText.width(of: rowNames), Self.widestName), LabelText.width("\(rowTitle) ↓")) + 9
  }

  private var top: Double { Self.titleHeight + columnNameHeight }

  private var columns: BandScale { BandScale(start: left, step: cellWidth) }
  private var rows: BandScale { BandScale(start: top, step: Self.least) }

  var width: Double {
    left
      + max(cellWidth * Double(columnNames.count), LabelText.width("\(columnTitle) →")) + 4
  }

  var height: Double { top + Self.least * Double(rowNames.count) + 2 }

  var marks: [Mark] {
    axes + names
      + cells.enumerated().flatMap { row, cells in
        cells.enumerated().map { column, cell in mark(cell, row, column) }
      }
  }

  private var axes: [Mark] {
    [
      .text(Mark.Label("\(columnTitle) →", at: Place(left + 2, 12), .start, .axis)),
      .text(Mark.Label("\(rowTitle) ↓", at: Place(left - 7, top - 7), .end, .axis)),
    ]
  }

  private var names: [Mark] {
    let rowMarks = rowNames.enumerated().map { index, name in
      Mark.text(
        Mark.Label(
          name, at: Place(left - 7, rows.middle(index) + 4), .end, .tick, widest: Self.widestName))
    }
    let columnMarks = columnNames.enumerated().map { index, name -> Mark in
      let middle = columns.middle(index)
      var label = Mark.Label(
        name, at: Place(areNamesTurned ? middle + 4 : middle, top - 7),
        areNamesTurned ? .start : .middle, .tick, widest: Self.widestName)
      label.isTurned = areNamesTurned
      return .text(label)
    }
    return rowMarks + columnMarks
  }

  private func mark(_ cell: Cell, _ row: Int, _ column: Int) -> Mark {
    let across = columns(column)
    let down = rows(row)
    let box = Box(
      left: across.lowerBound + 0.5, top: down.lowerBound + 0.5, right: across.upperBound - 0.5,
      bottom: down.upperBound - 0.5)
    let share = cell.share ?? 0
    var label = Mark.Label(cell.text, at: Place(box.center, box.middle + 4), .middle, .small)
    label.ink = ColorScale.ink(share, cell.kind)
    let ground: [Mark] = cell.share == nil ? [] : [.cell(box, cell.kind, share: share)]
    return .group(
      style: cell.isBest ? "best" : nil, title: cell.title,
      ground + (cell.isBest ? [.outline(box)] : [])
        + (cell.text.isEmpty ? [] : [.text(label)]))
  }
}
