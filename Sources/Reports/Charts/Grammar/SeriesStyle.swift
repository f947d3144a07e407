/// How a series is told from the others: by colour, by dashes and by the shape of its points, so that
/// one of them is enough.
package struct SeriesStyle: Equatable {
  /// The colour, from 0.
  var color: Int

  /// The dashes, from 0, which has none.
  package var dash: Int

  /// The shape of a point.
  var shape: PointShape

  /// The colours there are.
  static let colorCount = 8

  /// The kinds of dashes there are.
  static let dashCount = 4

  /// A style by its place: the first 32 differ in colour or dashes, neighbours in everything.
  package init(_ index: Int) {
    color = index % Self.colorCount
    dash = (index + index / Self.colorCount) % Self.dashCount
    shape = PointShape.allCases[(index + index / Self.colorCount) % PointShape.allCases.count]
  }

  /// Styles for lines, some of which are measured on data that is not learned from.
  package static func styles(isValidation: [Bool]) -> [SeriesStyle] {
    isValidation.enumerated().map { index, isDashed in
      var style = SeriesStyle(index)
      // Where both kinds are there, dashes mean validation.
      if isValidation.contains(!isDashed) {
        style.dash = (isDashed ? 1 : 0) + index / Self.colorCount % 2 * 2
      }
      return style
    }
  }

  /// The classes of the style sheet for a line and its points.
  package var lineClass: String { "line s\(color + 1)\(dash == 0 ? "" : " d\(dash)")" }

  /// The classes of the style sheet for a bar; in print bars differ by how full they are.
  static func barClass(_ index: Int) -> String {
    let fullness = index % 4
    return "bar s\(index % colorCount + 1)\(fullness == 0 ? "" : " f\(fullness)")"
  }
}

/// The shape of a point.
enum PointShape: CaseIterable {
  case circle, square, triangle, diamond, cross
}
