/// A linear axis with round numbers at its ticks.
package struct Scale {
  /// The numbers at the ends of the axis.
  package let domain: ClosedRange<Double>

  /// The coordinates of the ends.
  let start: Double
  let end: Double

  /// The numbers that get a tick.
  package let ticks: [Double]

  /// Decimals that the ticks need.
  package let decimals: Int

  /// An axis that covers some numbers, widened to round ones.
  ///
  /// - Parameters:
  ///   - values: What is drawn; numbers that are not finite are left out.
  ///   - start: The coordinate of the smallest number.
  ///   - end: The coordinate of the largest.
  ///   - tickCount: About so many ticks.
  package init(covering values: [Double], from start: Double, to end: Double, tickCount: Int) {
    let finite = values.filter(\.isFinite)
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    if high - low < 1e-12 {
      let margin = max(abs(high) * 0.05, 1e-3)
      low -= margin
      high += margin
    }
    let step = Self.roundStep((high - low) / Double(tickCount))
    let first = (low / step.size).rounded(.down)
    let last = (high / step.size).rounded(.up)
    ticks = stride(from: first, through: last, by: 1).map { $0 * step.size }
    domain = (first * step.size)...(last * step.size)
    decimals = step.decimals
    self.start = start
    self.end = end
  }

  /// The next larger of 1, 2, 5 times a power of ten.
  private static func roundStep(_ raw: Double) -> (size: Double, decimals: Int) {
    var power = 1.0
    var decimals = 0
    while power > raw, decimals < 12 {
      power /= 10
      decimals += 1
    }
    while power * 10 <= raw {
      power *= 10
      decimals -= 1
    }
    let factor = [1.0, 2, 5, 10].first { $0 * power >= raw } ?? 10
    if factor == 10 { decimals -= 1 }
    return (factor * power, max(decimals, 0))
  }

  /// The coordinate of a number.
  package func callAsFunction(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return start + share * (end - start)
  }
}

/// Coordinates as text: at most one decimal, so that equal charts have equal bytes.
package func coordinate(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  let sign = tenths < 0 ? "-" : ""
  let magnitude = abs(tenths)
  return magnitude % 10 == 0
    ? "\(sign)\(magnitude / 10)" : "\(sign)\(magnitude / 10).\(magnitude % 10)"
}
