public import Diagnostics
public import Schemas

/// Keras' `factor` of a random layer: a number, or a pair of a lower and an upper bound.
public struct Factor: SchemaValue, Equatable, ExpressibleByFloatLiteral {
  /// The number alone, or the lower bound.
  var first: Double

  /// The upper bound; nil where a number stands alone.
  var second: Double?

  /// A number alone.
  public init(floatLiteral value: Double) { first = value }

  private init(_ first: Double, _ second: Double? = nil) {
    self.first = first
    self.second = second
  }

  /// The bounds in order; a number alone reaches as far on both sides of 0, but not below `least`.
  func bounds(least: Double = -.infinity) -> ClosedRange<Double> {
    if let second { return min(first, second)...max(first, second) }
    return max(-abs(first), least)...abs(first)
  }

  public static var expected: String { "a number or a pair of numbers" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    switch value.node {
    case .number(let number, _): return Self(number)
    case .list(let items) where items.count == 2:
      guard let first = Double.read(items[0], &diagnostics),
        let second = Double.read(items[1], &diagnostics)
      else { return nil }
      return Self(first, second)
    default:
      mismatch(value, &diagnostics)
      return nil
    }
  }

  public var canonical: Canonical {
    second.map { .list([.real(first), .real($0)]) } ?? .real(first)
  }
}

extension FieldRule where Value == Factor {
  /// Every number of the factor must lie in a range.
  static func within(_ range: ClosedRange<Double>) -> Self {
    must("from \(range.lowerBound) to \(range.upperBound)") {
      range.contains($0.first) && range.contains($0.second ?? $0.first)
    }
  }

  /// A number alone must lie in a range, a pair must reach into it: Keras asks no more.
  static func reaches(_ range: ClosedRange<Double>) -> Self {
    must("from \(range.lowerBound) to \(range.upperBound)") { factor in
      guard let second = factor.second else { return range.contains(factor.first) }
      return factor.first <= range.upperBound && second >= range.lowerBound
    }
  }

  /// Zooms may not turn a picture inside out: greater than -1, at most 1.
  static var zooms: Self {
    must("greater than -1.0 and at most 1.0") { factor in
      [factor.first, factor.second ?? factor.first].allSatisfy { $0 > -1 && $0 <= 1 }
    }
  }
}

extension FieldRule where Value == Factor? {
  /// A zoom, where there is one.
  static var zooms: Self {
    must("greater than -1.0 and at most 1.0, or None") { factor in
      guard let factor else { return true }
      return [factor.first, factor.second ?? factor.first].allSatisfy { $0 > -1 && $0 <= 1 }
    }
  }
}
