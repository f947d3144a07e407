public import Diagnostics
public import Schemas

/// The darkest and the brightest number of pictures: `(0, 255)` or `(0, 1)`.
public struct ValueRange: SchemaValue, Equatable {
  /// The darkest.
  public var low: Double

  /// The brightest.
  public var high: Double

  /// The range of bytes.
  static let bytes = Self(0, 255)

  /// A range.
  init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  public static var expected: String { "a pair of numbers, the lower one first" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    guard case .list(let items) = value.node, items.count == 2 else {
      mismatch(value, &diagnostics)
      return nil
    }
    guard let low = Double.read(items[0], &diagnostics),
      let high = Double.read(items[1], &diagnostics)
    else { return nil }
    guard low < high else {
      mismatch(value, &diagnostics)
      return nil
    }
    return Self(low, high)
  }

  public var canonical: Canonical { .list([.real(low), .real(high)]) }
}
