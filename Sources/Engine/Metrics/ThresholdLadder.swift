/// Thresholds, and how many of them a number is strictly above.
///
/// Where they are spread evenly from 0 to 1 a multiplication in Float32 finds that, as in Keras: for a
/// number that is a threshold itself the rounding decides, and it decides as there.
struct ThresholdLadder {
  /// How many there are.
  let count: Int

  /// The thresholds that are not spread evenly; nil where all are.
  private let given: [Double]?

  /// Whether the first is a little below 0 and the last a little above 1, so that every probability
  /// lies between them.
  private let hasMargins: Bool

  private static let margin = 1e-7

  /// One threshold in the middle of the probabilities.
  static let half = ThresholdLadder([0.5])

  /// One threshold below every number.
  static let everything = ThresholdLadder([-.infinity])

  /// Thresholds from 0 to 1.
  init(evenly count: Int, hasMargins: Bool) {
    self.count = count
    self.hasMargins = hasMargins
    given = nil
  }

  /// Thresholds in any order.
  init(_ thresholds: [Double]) {
    count = thresholds.count
    hasMargins = false
    given = Self.areEven(thresholds) ? nil : thresholds
  }

  /// Thresholds between two others that every probability lies between.
  init(between thresholds: [Double]) {
    count = thresholds.count + 2
    hasMargins = true
    given = Self.areEven([0] + thresholds.sorted() + [1]) ? nil : thresholds
  }

  /// Whether numbers go from 0 to 1 in equal steps, as NumPy's `allclose` sees it.
  private static func areEven(_ thresholds: [Double]) -> Bool {
    guard thresholds.count >= 3 else { return false }
    return thresholds.enumerated().allSatisfy { place, threshold in
      let even = Double(Float(place) / Float(thresholds.count - 1))
      return abs(threshold - even) <= margin + 1e-5 * abs(even)
    }
  }

  /// How many thresholds a number is above; none for what is no number.
  func count(below value: Float) -> Int {
    guard let given else {
      guard value > 0 else { return hasMargins && !value.isNaN ? 1 : 0 }
      return Int((min(value, 1) * Float(count - 1)).rounded(.up))
    }
    var below = 0
    for threshold in given where value > Float(threshold) { below += 1 }
    guard hasMargins else { return below }
    return below + (value > Float(-Self.margin) ? 1 : 0) + (value > Float(1 + Self.margin) ? 1 : 0)
  }

  /// How many thresholds are below the one at a place of the list.
  func rank(of place: Int) -> Int {
    guard let given, !hasMargins else { return place }
    return given.count { $0 < given[place] }
  }
}
