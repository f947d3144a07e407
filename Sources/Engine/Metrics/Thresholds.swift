public import Diagnostics
public import Schemas

/// Thresholds as Keras takes them: a number, or a list of them.
public struct Thresholds: SchemaValue {
  /// The thresholds.
  public var values: [Double]

  public static var expected: String { "a number or a list of numbers" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let resolved = raw.resolved(&diagnostics) else { return nil }
    if case .list = resolved.node {
      return [Double].read(resolved, &diagnostics).map { Self(values: $0) }
    }
    return Double.read(resolved, &diagnostics).map { Self(values: [$0]) }
  }

  public var canonical: Canonical { .list(values.map(Canonical.real)) }
}

extension FieldRule where Value == Thresholds? {
  /// Probabilities lie from 0 to 1, so do their thresholds.
  static var areShares: Self {
    must("from 0 to 1") { $0?.values.allSatisfy { (0...1).contains($0) } ?? true }
  }
}
