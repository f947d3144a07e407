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
  ///   - values: What is drawn; numbers that are not finite, or beyond any scale, are left out.
  ///   - start: The coordinate of the smallest number.
  ///   - end: The coordinate of the largest.
  ///   - tickCount: About so many ticks.
  package init(covering values: [Double], from start: Double, to end: Double, tickCount: Int) {
    let finite = values.filter(Self.covers)
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    // Numbers that differ only by how they were rounded are equal to a reader.
    if high - low <= max(abs(low), abs(high)) * 1e-12 {
      let margin = high == 0 ? 1e-3 : abs(high) * 0.05
      low -= margin
      high += margin
    }
    let step = Self.step(covering: low, high, tickCount: tickCount)
    ticks = stride(from: step.first, through: step.last, by: 1).map { $0 * step.size }
    domain = (step.first * step.size)...(step.last * step.size)
    decimals = step.decimals
    self.start = start
    self.end = end
  }

  /// Whether a number can lie on a scale: the difference of two such numbers is a number.
  static func covers(_ value: Double) -> Bool { abs(value) <= 1e300 }

  /// Ticks at whole multiples of a size.
  private struct Step {
    var size: Double
    var decimals: Int
    /// The first and the last multiple.
    var first: Double
    var last: Double
    var score = 0.0
  }

  /// The best of some round steps: simple numbers, little empty room, about as many as were asked for.
  ///
  /// The weights are those of Talbot, Lin and Hanrahan, “An Extension of Wilkinson's Algorithm for
  /// Positioning Tick Labels on Axes” (2010), with ticks that enclose the numbers.
  private static func step(covering low: Double, _ high: Double, tickCount: Int) -> Step {
    let raw = high / Double(tickCount) - low / Double(tickCount)
    var power = 1.0
    var decimals = 0
    while power > raw, decimals < 300 {
      power /= 10
      decimals += 1
    }
    while power <= raw / 10, decimals > -300 {
      power *= 10
      decimals -= 1
    }
    // In the order of simplicity; 2.5 needs a decimal more.
    let candidates = [(1.0, 0), (10, -1), (5, 0), (2, 0), (20, -1), (2.5, 1), (25, 0)]
    // As many gaps as ticks were asked for, or one less.
    let target = Double(tickCount) + 0.5
    var best: Step?
    for (rank, candidate) in candidates.enumerated() {
      let size = candidate.0 * power
      // 0.3 / 0.1 is a little less than 3: what is that near to a tick stands on it.
      let first = (low / size + 1e-9).rounded(.down)
      let last = (high / size - 1e-9).rounded(.up)
      guard last > first, last - first < 40 else { continue }
      let count = last - first + 1
      let holdsZero = first <= 0 && last >= 0
      let simplicity = 1 - Double(rank) / 8 + (holdsZero ? 0.125 : 0)
      let empty = (low - first * size) + (last * size - high)
      let coverage = 1 - empty / (high - low)
      let density = 2 - max(count / target, target / count)
      let score = 0.25 * simplicity + 0.25 * coverage + 0.5 * density
      if score > best?.score ?? -.infinity {
        best = Step(
          size: size, decimals: max(decimals + candidate.1, 0), first: first, last: last,
          score: score)
      }
    }
    let whole = Step(size: power, decimals: max(decimals, 0), first: 0, last: 1)
    return best ?? whole
  }

  /// The coordinate of a number.
  package func callAsFunction(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return start + share * (end - start)
  }

  /// Whole numbers from 1, as epochs and trials are counted: evenly apart, and the first.
  ///
  /// - Parameters:
  ///   - count: The last number.
  ///   - most: So many fit beside each other.
  /// - Returns: The numbers that get a tick.
  package static func counting(to count: Int, most: Int) -> [Int] {
    guard count > 0 else { return [] }
    var power = 1
    var step = 1
    search: while true {
      for factor in [1, 2, 5] {
        step = factor * power
        if count / step < max(most, 2) { break search }
      }
      power *= 10
    }
    let even = Array(stride(from: step, through: count, by: step))
    return step == 1 ? even : even.first == 1 ? even : [1] + even
  }
}
