import Tensors

/// A logarithmic axis, for numbers whose ratio says more than their difference: learning rates.
package struct LogScale {
  /// The decimal logarithms at the ends.
  private let low: Double
  private let high: Double

  /// The coordinates of the ends.
  private let start: Double
  private let end: Double

  /// The numbers that get a tick: powers of ten, and where there are few of them 2 and 5 times those.
  package let ticks: [Tick]

  /// A number as `factor · 10^exponent`.
  package struct Tick: Equatable {
    var factor: Int
    var exponent: Int

    /// The number.
    package var value: Double {
      var value = Double(factor)
      for _ in 0..<abs(exponent) { value = exponent < 0 ? value / 10 : value * 10 }
      return value
    }
  }

  /// An axis that covers some numbers.
  ///
  /// - Parameters:
  ///   - values: What is drawn; what is not above 0 has no logarithm, and is left out.
  ///   - start: The coordinate of the smallest number.
  ///   - end: The coordinate of the largest.
  package init(covering values: [Double], from start: Double, to end: Double) {
    let logarithms = values.filter { $0 > 0 && Scale.covers($0) }.map(Self.logarithm)
    var low = logarithms.min() ?? 0
    var high = logarithms.max() ?? 1
    if high - low < 0.02 {
      low -= 0.35
      high += 0.35
    }
    let margin = (high - low) * 0.03
    low -= margin
    high += margin
    self.low = low
    self.high = high
    self.start = start
    self.end = end
    let exponents = Int(low.rounded(.down))...Int(high.rounded(.up))
    func ticks(_ factors: [Int], every step: Int = 1) -> [Tick] {
      exponents.filter { $0 % step == 0 }
        .flatMap { exponent in factors.map { Tick(factor: $0, exponent: exponent) } }
        .filter { low...high ~= Self.logarithm($0.value) }
    }
    let decades = ticks([1])
    if decades.count > 6 {
      self.ticks = ticks([1], every: (decades.count + 5) / 6)
    } else if decades.count > 2 {
      self.ticks = decades
    } else {
      let finer = ticks([1, 2, 5])
      self.ticks = finer.count > 1 ? finer : ticks([1, 2, 3, 4, 5, 6, 7, 8, 9])
    }
  }

  /// The decimal logarithm, with the same bits everywhere.
  private static func logarithm(_ value: Double) -> Double {
    PortableMath.log(value) / PortableMath.log(10)
  }

  /// The coordinate of a number; nil where it has none.
  package func callAsFunction(_ value: Double) -> Double? {
    guard value > 0, value.isFinite else { return nil }
    return start + (Self.logarithm(value) - low) / (high - low) * (end - start)
  }
}

extension NumberStyle {
  /// A tick of a linear axis: with the decimals of all, or as a multiple of a power of ten where these
  /// numbers would be long.
  package func tick(_ value: Double, of scale: Scale) -> String {
    let most = max(abs(scale.domain.lowerBound), abs(scale.domain.upperBound))
    guard most >= 1e6 || scale.decimals > 5 else { return fixed(value, scale.decimals) }
    guard value != 0 else { return "0" }
    // One exponent for all ticks, so that they are compared by their factors.
    var exponent = 0
    var unit = most
    while unit >= 10, exponent < 308 {
      unit /= 10
      exponent += 1
    }
    while unit < 1, exponent > -308 {
      unit *= 10
      exponent -= 1
    }
    let factor = shortest(((value / most * unit) * 1000).rounded() / 1000)
    return factor == "1" ? power(of: exponent) : "\(factor)·\(power(of: exponent))"
  }

  /// A tick of a logarithmic axis: 0.01 as it is, less or much more as a power of ten.
  package func power(_ tick: LogScale.Tick) -> String {
    if tick.exponent >= 0, tick.exponent < 5 { return fixed(tick.value, 0) }
    if tick.exponent < 0, tick.exponent > -4 { return fixed(tick.value, -tick.exponent) }
    let power = power(of: tick.exponent)
    return tick.factor == 1 ? power : "\(tick.factor)·\(power)"
  }

  /// A power of ten: 10⁻⁴.
  private func power(of exponent: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let raised = String(abs(exponent)).compactMap(\.wholeNumberValue).map { digits[$0] }
    return "10\(exponent < 0 ? "⁻" : "")\(String(raised))"
  }
}
