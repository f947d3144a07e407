/// How a language writes numbers; digits are those of the notebooks, 0 to 9.
public struct NumberStyle: Sendable {
  /// Between the whole part and the decimals.
  public var decimalSeparator: String

  /// Between groups of three digits.
  public var groupSeparator: String

  /// Numbers with fewer digits than this are not grouped.
  public var leastGroupedDigits: Int

  /// Between a number and the per cent sign.
  public var percentSpace: String

  /// English and Bengali lessons: 421,642 and 91.57%.
  package static let comma = NumberStyle(
    decimalSeparator: ".", groupSeparator: ",", leastGroupedDigits: 4, percentSpace: "")

  /// Russian and Ukrainian: 421 642 and 91,57 %, with spaces that do not break.
  package static let space = NumberStyle(
    decimalSeparator: ",", groupSeparator: "\u{202F}", leastGroupedDigits: 5,
    percentSpace: "\u{00A0}")

  /// A whole number with its digits in groups.
  public func integer(_ value: Int) -> String {
    grouped(String(value.magnitude), isNegative: value < 0)
  }

  /// A number with so many decimals, rounded to the nearest, halves away from zero.
  public func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
    let digits = Self.decimal(value.magnitude, decimals)
    let parts = digits.split(separator: ".")
    // −0.00 is nothing to tell a reader.
    let isNegative = value < 0 && digits.contains { $0 != "0" && $0 != "." }
    let whole = grouped(String(parts[0]), isNegative: isNegative)
    return parts.count == 2 ? "\(whole)\(decimalSeparator)\(parts[1])" : whole
  }

  /// A share as a percentage with so many decimals.
  public func percent(_ value: Double, _ decimals: Int) -> String {
    "\(fixed(value * 100, decimals))\(percentSpace)%"
  }

  /// A probability as a percentage with so many decimals; only what is impossible is 0%, and only
  /// what is certain is 100%.
  public func probability(_ value: Double, _ decimals: Int) -> String {
    var step = 0.01
    for _ in 0..<decimals { step /= 10 }
    if value > 0, value < step / 2 { return "< \(percent(step, decimals))" }
    if value < 1, value > 1 - step / 2 { return "> \(percent(1 - step, decimals))" }
    return percent(value, decimals)
  }

  /// The fewest digits that tell the number apart, for a Float64.
  public func shortest(_ value: Double) -> String {
    guard value.isFinite else { return fixed(value, 0) }
    if value == value.rounded(), abs(value) < 1e15 { return integer(Int(value)) }
    return "\(value)".replacing(".", with: decimalSeparator)
  }

  /// A metric for tables and charts: four digits, of a small number at least its first two.
  public func short(_ value: Double) -> String {
    guard value.isFinite else { return fixed(value, 0) }
    let magnitude = abs(value)
    if magnitude >= 1000 { return fixed(value, 0) }
    if magnitude >= 100 { return fixed(value, 1) }
    if magnitude >= 10 { return fixed(value, 2) }
    if magnitude >= 0.001 || value == 0 { return fixed(value, 4) }
    guard magnitude >= 1e-7 else {
      return "\(Float(value))".replacing("-", with: "−").replacing(".", with: decimalSeparator)
    }
    var decimals = 4
    var shown = magnitude * 1000
    while shown < 1 {
      shown *= 10
      decimals += 1
    }
    return fixed(value, decimals)
  }

  private func grouped(_ digits: String, isNegative: Bool) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      let rest = digits.count - index
      if index > 0, rest % 3 == 0, digits.count >= leastGroupedDigits { result += groupSeparator }
      result.append(digit)
    }
    return (isNegative ? "−" : "") + result
  }

  /// Decimal text of a number that is not negative; exact up to 15 digits, which is all we show.
  private static func decimal(_ value: Double, _ decimals: Int) -> String {
    let decimals = min(max(decimals, 0), 15)
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    var digits = String(Int(scaled))
    guard decimals > 0 else { return digits }
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    return "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
  }
}
