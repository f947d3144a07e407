import Tensors

/// The normal distribution with mean 0 and deviation 1, with the same bits on every machine.
package enum NormalDistribution {
  private static let rootOfTwoPi = 2.506628274631000502

  /// The density.
  package static func density(_ x: Double) -> Double { PortableMath.exp(-x * x / 2) / rootOfTwoPi }

  /// The share below a number; good to about 1e-14 relative, in the lower tail too.
  package static func share(below x: Double) -> Double {
    complementaryError(-x * 0.5.squareRoot()) / 2
  }

  /// `erfc(x)`: 2 / √π times the integral of `exp(−t²)` from `x` on.
  package static func complementaryError(_ x: Double) -> Double {
    guard x >= 0 else { return 2 - complementaryError(-x) }
    let rootOfPi = 1.772453850905516027
    let square = x * x
    let tail = PortableMath.exp(-square)
    guard x >= 1.5 else {
      // erf(x) = 2 / √π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5 … (2n + 1)); all terms have one sign.
      var term = x
      var sum = x
      for n in 1...60 {
        term *= 2 * square / Double(2 * n + 1)
        sum += term
      }
      return 1 - 2 / rootOfPi * tail * sum
    }
    // exp(−x²) / √π / (x + ½ / (x + 1 / (x + 3⁄2 / (x + …)))), from the inside out.
    var fraction = x
    for n in stride(from: 120, through: 1, by: -1) { fraction = x + Double(n) / 2 / fraction }
    return tail / rootOfPi / fraction
  }
}
