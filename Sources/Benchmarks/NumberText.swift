import Foundation

/// Numbers as people read them.
package enum NumberText {
  /// A number with a fixed number of decimals.
  package static func fixed(_ value: Double, _ digits: Int) -> String {
    value.isFinite ? String(format: "%.\(digits)f", value) : "–"
  }

  /// A time in the unit that suits it, with three digits that count.
  package static func seconds(_ value: Double) -> String {
    let (scaled, unit) =
      value < 1e-3 ? (value * 1e6, "µs") : value < 1 ? (value * 1e3, "ms") : (value, "s")
    let digits = scaled < 10 ? 2 : scaled < 100 ? 1 : 0
    return "\(fixed(scaled, digits)) \(unit)"
  }

  /// A unit of work with its article.
  package static func one(_ unit: String) -> String {
    "\(unit.first.map { "aeiou".contains($0) } == true ? "an" : "a") \(unit)"
  }

  /// So many of something.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// From one to another; one where both read the same.
  package static func range(_ least: String, _ most: String) -> String {
    least == most ? least : "\(least) – \(most)"
  }
}
