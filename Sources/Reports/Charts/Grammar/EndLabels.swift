/// The names of lines at their ends, instead of a legend.
package struct EndLabels {
  /// A line that is named.
  struct Item {
    var name: String
    /// Where the line ends.
    var end: Place
    var style: SeriesStyle
  }

  var items: [Item]

  /// Where the names begin.
  var x: Double

  /// The top and the bottom that they keep to.
  var range: ClosedRange<Double>

  /// The most that a name may take.
  var widest: Double

  /// How far apart two lines of text are at least.
  static let spacing = 17.0

  /// More lines than this have a legend.
  static let mostLines = 4

  /// The names as close to their lines as they can be without covering each other.
  var marks: [Mark] {
    let places = Self.spread(items.map(\.end.y), in: range)
    return zip(items, places).flatMap { item, y -> [Mark] in
      let name = Mark.text(
        Mark.Label(item.name, at: Place(x, y + 4), .start, .name, widest: widest))
      let isFar = abs(y - item.end.y) > 5 || x - item.end.x > 14
      let leader = Mark.rule(Place(item.end.x + 5, item.end.y), Place(x - 3, y), .leader)
      return [
        .group(style: "s\(item.style.color + 1)", title: nil, isFar ? [leader, name] : [name])
      ]
    }
  }

  /// Moves places apart as little as needed: a regression to places in their order (pool adjacent
  /// violators).
  ///
  /// - Parameters:
  ///   - places: Where something should be.
  ///   - range: What it has to keep to, where there is room enough.
  /// - Returns: Where it is put, each at least the spacing away from its neighbours.
  package static func spread(_ places: [Double], in range: ClosedRange<Double>) -> [Double] {
    let order = places.indices.sorted {
      places[$0] == places[$1] ? $0 < $1 : places[$0] < places[$1]
    }
    var pools: [(sum: Double, count: Int)] = []
    for (rank, index) in order.enumerated() {
      pools.append((places[index] - Double(rank) * spacing, 1))
      while pools.count > 1 {
        let (last, before) = (pools[pools.count - 1], pools[pools.count - 2])
        guard before.sum / Double(before.count) > last.sum / Double(last.count) else { break }
        pools.removeLast(2)
        pools.append((before.sum + last.sum, before.count + last.count))
      }
    }
    let highest = max(
      range.upperBound - Double(max(places.count - 1, 0)) * spacing, range.lowerBound)
    var result = places
    var rank = 0
    for pool in pools {
      let start = min(max(pool.sum / Double(pool.count), range.lowerBound), highest)
      for _ in 0..<pool.count {
        result[order[rank]] = start + Double(rank) * spacing
        rank += 1
      }
    }
    return result
  }
}
