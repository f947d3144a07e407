/// Colours for numbers from 0 to 1, whose lightness rises with the number: told apart by everybody, and in
/// print.
public struct ColorMap: Sendable {
  private let stops: [[Double]]

  /// From a dark violet over blue and green to a light yellow.
  public static let heat = ColorMap(stops: [
    [38, 20, 72], [44, 66, 138], [32, 118, 148], [54, 166, 124], [150, 206, 74], [252, 238, 116],
  ])

  /// The colour of a number as red, green and blue; what lies outside has the colour of the end.
  public func color(_ share: Double) -> (red: Double, green: Double, blue: Double) {
    let place = min(max(share, 0), 1) * Double(stops.count - 1)
    let first = min(Int(place), stops.count - 2)
    let rest = place - Double(first)
    let mixed = (0..<3).map { stops[first][$0] + rest * (stops[first + 1][$0] - stops[first][$0]) }
    return (mixed[0], mixed[1], mixed[2])
  }
}
