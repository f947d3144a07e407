public import Diagnostics
public import Schemas

/// Cells at the four sides of an image: an integer for all, a pair for height and width, or a pair
/// of pairs, ((top, bottom), (left, right)).
public struct Border2D: SchemaValue, Equatable {
  /// Cells above the first row.
  public var top: Int
  /// Cells below the last row.
  public var bottom: Int
  /// Cells before the first column.
  public var left: Int
  /// Cells after the last column.
  public var right: Int

  /// So many cells at every side.
  public init(_ cells: Int) { (top, bottom, left, right) = (cells, cells, cells, cells) }

  public static var expected: String { "an integer, a pair, or a pair of pairs" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    var border = Self(0)
    switch value.node {
    case .number:
      guard let cells = Int.read(value, &diagnostics) else { return nil }
      border = Self(cells)
    case .list(let sides) where sides.count == 2:
      guard let rows = pair(sides[0], &diagnostics), let columns = pair(sides[1], &diagnostics)
      else { return nil }
      (border.top, border.bottom) = rows
      (border.left, border.right) = columns
    default:
      mismatch(value, &diagnostics)
      return nil
    }
    guard min(border.top, border.bottom, border.left, border.right) >= 0 else {
      diagnostics.append(
        Diagnostic("field-range", "a border has at least 0 cells", at: raw.span))
      return nil
    }
    return border
  }

  /// A side's own pair, or one number for both of its ends.
  private static func pair(
    _ raw: RawValue, _ diagnostics: inout [Diagnostic]
  ) -> (Int, Int)? {
    if case .list = raw.node { return Size2D.read(raw, &diagnostics).map { ($0.height, $0.width) } }
    return Int.read(raw, &diagnostics).map { ($0, $0) }
  }

  public var canonical: Canonical {
    .list([top, bottom, left, right].map { .integer($0) })
  }
}
