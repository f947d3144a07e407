import Diagnostics

extension FormulaParser {
  /// What stands between `\begin{…}` and `\end{…}`.
  private enum Environment {
    case table(Term.Table)
    /// A table whose columns are set as its argument says.
    case array
    /// One formula.
    case formula
  }

  private static let environments: [String: Environment] = [
    "matrix": .table(Term.Table(rows: [])),
    "pmatrix": .table(Term.Table(rows: [], opening: "(", closing: ")")),
    "bmatrix": .table(Term.Table(rows: [], opening: "[", closing: "]")),
    "Bmatrix": .table(Term.Table(rows: [], opening: "{", closing: "}")),
    "vmatrix": .table(Term.Table(rows: [], opening: "|", closing: "|")),
    "Vmatrix": .table(Term.Table(rows: [], opening: "‖", closing: "‖")),
    "smallmatrix": .table(Term.Table(rows: [])),
    "cases": .table(Term.Table(rows: [], alignments: [.left], opening: "{")),
    "aligned": .table(aligned), "align*": .table(aligned), "split": .table(aligned),
    "gathered": .table(Term.Table(rows: [], isDisplay: true)),
    "gather*": .table(Term.Table(rows: [], isDisplay: true)),
    "array": .array, "equation*": .formula,
  ]

  private static let aligned = Term.Table(
    rows: [], alignments: [.right, .left], isDisplay: true, spacing: .pairs)

  /// Environments whose equations have numbers in TeX, and those without.
  private static let numbered = ["align", "gather", "equation"]

  mutating func environment(from start: Int) -> Term? {
    guard let range = rawArgument(of: "begin", from: start) else { return nil }
    let name = string(range)
    guard let environment = Self.environments[name] else {
      let isNumbered = Self.numbered.contains(name)
      report(
        isNumbered
          ? "'\(name)' numbers its equations, and a page does not"
          : "formulas know no environment '\(name)'",
        from: range.lowerBound, to: range.upperBound, id: "math-unknown",
        suggestion: isNumbered
          ? "\(name)*" : NearMiss.of(name, among: Self.environments.keys.sorted()))
      // What is inside is read as the nearest thing, for its own mistakes.
      let rows = rows()
      end(of: name, begunAt: start)
      return .table(Term.Table(rows: rows))
    }
    switch environment {
    case .formula:
      let rows = rows()
      end(of: name, begunAt: start)
      if rows.count > 1 || rows.contains(where: { $0.count > 1 }) {
        report("'\(name)' holds one formula; 'align*' has lines and columns", from: start)
      }
      return .group(rows.first?.first ?? [])
    case .array:
      let alignments = columns(from: start)
      let rows = rows()
      end(of: name, begunAt: start)
      return .table(Term.Table(rows: rows, alignments: alignments))
    case .table(var table):
      table.rows = rows()
      end(of: name, begunAt: start)
      return .table(table)
    }
  }

  private mutating func columns(from start: Int) -> [Term.Table.Alignment] {
    guard let range = rawArgument(of: "begin{array}", from: start) else { return [.center] }
    var alignments: [Term.Table.Alignment] = []
    for index in range where scalars[index] != " " {
      guard let alignment = Term.Table.Alignment(rawValue: String(scalars[index])) else {
        report(
          "columns of an array are l, c and r, not '\(scalars[index])'", from: index, to: index + 1)
        continue
      }
      alignments.append(alignment)
    }
    return alignments.isEmpty ? [.center] : alignments
  }

  private mutating func end(of name: String, begunAt start: Int) {
    let place = position
    guard let (command, after) = command(at: position), command == "end" else {
      report("'\\begin{\(name)}' has no '\\end{\(name)}'", from: start, to: start + 6)
      return
    }
    position = after
    guard let range = rawArgument(of: "end", from: place) else { return }
    let other = string(range)
    guard other != name else { return }
    report(
      "'\\end{\(other)}' ends '\\begin{\(name)}'", from: range.lowerBound, to: range.upperBound,
      suggestion: name)
  }

  /// Rows of cells; an empty last row is none.
  mutating func rows() -> [[[Term]]] {
    var rows: [[[Term]]] = [[]]
    while true {
      rows[rows.count - 1].append(list(until: .cell))
      if take("&") { continue }
      guard let (name, after) = command(at: position), name == "\\" else { break }
      position = after
      let space = position
      if take("[") {
        while let next, next != "]" { _ = take(next) }
        _ = take("]")
        report("the distance between lines is that of the page", from: space)
      }
      rows.append([])
    }
    if rows.count > 1, rows.last?.allSatisfy(\.isEmpty) == true { rows.removeLast() }
    return rows
  }
}
