import Diagnostics

/// The mistakes at the points of a sweep, each told once, with the points that it is made at.
struct PointMistakes {
  private struct Mistake {
    var diagnostic: Diagnostic
    var points: [Int]
    var isSameEverywhere = true
  }

  private var mistakes: [Mistake] = []

  /// Adds what was found at a point.
  mutating func add(_ found: [Diagnostic], at point: Int) {
    for diagnostic in found {
      let known = mistakes.firstIndex {
        $0.diagnostic.id == diagnostic.id && $0.diagnostic.span == diagnostic.span
          && (diagnostic.span != nil || $0.diagnostic.message == diagnostic.message)
      }
      guard let known else {
        mistakes.append(Mistake(diagnostic: diagnostic, points: [point]))
        continue
      }
      if mistakes[known].points.last != point { mistakes[known].points.append(point) }
      if mistakes[known].diagnostic.message != diagnostic.message {
        mistakes[known].isSameEverywhere = false
      }
    }
  }

  /// The mistakes; those that not every point makes say where they are made.
  ///
  /// - Parameter names: The points in words.
  /// - Returns: The mistakes in the order in which they were found.
  func told(_ names: [String]) -> [Diagnostic] {
    mistakes.map { mistake in
      var diagnostic = mistake.diagnostic
      let first = names[mistake.points[0]]
      switch mistake.points.count {
      case names.count where mistake.isSameEverywhere: break
      case names.count:
        diagnostic.notes.append(
          Diagnostic.Note("so at the point \(first); and not right at any other"))
      case 1: diagnostic.notes.append(Diagnostic.Note("at the point \(first)"))
      case let count:
        diagnostic.notes.append(
          Diagnostic.Note("at \(count) of \(names.count) points; the first is \(first)"))
      }
      return diagnostic
    }
  }
}
