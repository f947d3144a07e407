/// The elementary functions; see the order contract.
///
/// Polynomials by Horner's scheme, nothing fused.
enum FunctionReference {
  /// A polynomial, the highest power's coefficient first.
  static func polynomial(_ coefficients: [Float], _ x: Float) -> Float {
    coefficients.dropFirst().reduce(coefficients[0]) { $0 * x + $1 }
  }

  static func exp(_ x: Float) -> Float {
    if x.isNaN { return x }
    if x < -60 { return 0 }
    let x = x > 89 ? 89 : x
    let n: Float = (x * 1.44269504088896341 + 0x1.8p23) - 0x1.8p23
    let r: Float = (x - n * 0.693359375) - n * -2.12194440e-4
    let p = polynomial(
      [
        1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1,
        5.0000001201e-1,
      ], r)
    let half = Int(n) / 2
    return (p * (r * r) + r + 1) * powerOfTwo(half) * powerOfTwo(Int(n) - half)
  }

  private static func powerOfTwo(_ exponent: Int) -> Float {
    Float(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Of positive normal numbers, of 0, and of what is no number.
  static func log(_ x: Float) -> Float {
    if x.isNaN || x == .infinity { return x }
    if x == 0 { return -.infinity }
    // A significand in [0.5, 1), and from there in [√½, √2).
    var (m, e) = (x.significand / 2, Float(x.exponent + 1))
    if m < 0.707106781186547524 { (m, e) = (m + m, e - 1) }
    m -= 1
    let z = m * m
    let p = polynomial(
      [
        7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
        -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
      ], m)
    var y = p * m * z
    y = y - 2.12194440e-4 * e
    y = y - 0.5 * z
    return (m + y) + 0.693359375 * e
  }

  static func tanh(_ x: Float) -> Float {
    let size = abs(x)
    guard size < 0.625 else {
      let large = 1 - 2 / (exp(size + size) + 1)
      return x < 0 ? -large : large
    }
    let z = x * x
    let p = polynomial(
      [
        -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1,
        -3.33332819422e-1,
      ], z)
    return p * z * x + x
  }

  static func sigmoid(_ x: Float) -> Float {
    let e = exp(-abs(x))
    return x < 0 ? e / (1 + e) : 1 / (1 + e)
  }

  static func softplus(_ x: Float) -> Float {
    (x > 0 ? x : 0) + log(1 + exp(-abs(x)))
  }

  static func erf(_ x: Float) -> Float {
    let z = Double(min(abs(x), 4))
    var term = z
    var sum = z
    for n in 1...60 {
      term *= 2 * z * z / (2 * Double(n) + 1)
      sum += term
    }
    let square = Float(z * z)
    let result =
      1.12837916709551257390 * sum * Double(exp(-square)) * (1 - (z * z - Double(square)))
    let value: Float = abs(x) >= 4 || result > 1 ? 1 : Float(result)
    return x < 0 ? -value : value
  }
}
