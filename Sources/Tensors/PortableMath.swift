/// Functions of Float64 that give the same bits on every machine, which a system's library does not
/// promise: additions, multiplications and divisions in a fixed order.
///
/// Good to about 1e-15 relative; meant for a few numbers a step, not for tensors.
public enum PortableMath {
  private static let ln2 = 0.693147180559945309417

  /// `e^x`; 0 below the range of Float64 and infinity above it.
  public static func exp(_ x: Double) -> Double {
    guard x.isFinite, abs(x) < 745 else { return x.isNaN ? x : x > 0 ? .infinity : 0 }
    let whole = (x / ln2).rounded()
    let rest = x - whole * ln2
    // |rest| ≤ ln 2 / 2: the series is exact to the last place after 20 terms.
    var term = 1.0
    var sum = 1.0
    for n in 1...20 {
      term *= rest / Double(n)
      sum += term
    }
    return Double(sign: .plus, exponent: Int(whole), significand: sum)
  }

  /// The natural logarithm of a positive number.
  public static func log(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x > 0 ? .infinity : .nan }
    var exponent = Double(x.exponent)
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    // log m = 2 artanh((m − 1) / (m + 1)), with an argument below 0.172.
    let z = (significand - 1) / (significand + 1)
    let square = z * z
    var power = z
    var sum = 0.0
    for n in stride(from: 1, through: 41, by: 2) {
      sum += power / Double(n)
      power *= square
    }
    return exponent * ln2 + 2 * sum
  }

  /// `base^exponent` of a base that is not negative.
  public static func pow(_ base: Double, _ exponent: Double) -> Double {
    if exponent == exponent.rounded(), abs(exponent) <= 0x1p31 {
      let power = power(base, Int(abs(exponent)))
      return exponent < 0 ? 1 / power : power
    }
    return base == 0 ? (exponent > 0 ? 0 : .infinity) : exp(exponent * log(base))
  }

  /// A whole power by squaring.
  public static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }

  /// The sine of `π · x`; near whole numbers good to about 1e-16 absolute.
  public static func sinOfPi(_ x: Double) -> Double {
    let reduced = x - 2 * (x / 2).rounded()
    return cosOfPi(abs(reduced) - 0.5) * (reduced < 0 ? -1 : 1)
  }

  /// The cosine of `π · x`.
  public static func cosOfPi(_ x: Double) -> Double {
    // Into [−1, 1], and by symmetry into [0, 1/2].
    let reduced = abs(x - 2 * (x / 2).rounded())
    let isSecondQuarter = reduced > 0.5
    let angle = .pi * (isSecondQuarter ? 1 - reduced : reduced)
    let square = angle * angle
    var term = 1.0
    var sum = 1.0
    for n in stride(from: 2, through: 24, by: 2) {
      term *= -square / Double(n * (n - 1))
      sum += term
    }
    return isSecondQuarter ? -sum : sum
  }
}
