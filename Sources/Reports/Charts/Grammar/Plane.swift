/// A place in a drawing; `y` grows downwards.
struct Place: Equatable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// How SVG lists places.
  static func list(_ places: [Place]) -> String {
    places.map { "\(coordinate($0.x)),\(coordinate($0.y))" }.joined(separator: " ")
  }
}

/// A rectangle of a drawing: where marks are drawn, or one of them.
struct Box: Equatable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }
  var middle: Double { (top + bottom) / 2 }
  var center: Double { (left + right) / 2 }
}

/// Coordinates as text: at most one decimal, so that equal charts have equal bytes.
package func coordinate(_ value: Double) -> String {
  // A number that is none, or beyond any paper, would be a mistake of the chart: it stays at the edge.
  let tenths = Int((min(max(value.isNaN ? 0 : value, -1e6), 1e6) * 10).rounded())
  let sign = tenths < 0 ? "-" : ""
  let magnitude = abs(tenths)
  return magnitude % 10 == 0
    ? "\(sign)\(magnitude / 10)" : "\(sign)\(magnitude / 10).\(magnitude % 10)"
}
