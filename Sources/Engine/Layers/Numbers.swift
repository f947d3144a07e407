public import Diagnostics
public import Schemas

/// Keras' "number or list of numbers, one for every channel".
public struct Numbers: SchemaValue, Equatable, ExpressibleByFloatLiteral {
  /// The numbers; a single one stands for all places.
  public var values: [Double]

  /// Some numbers.
  public init(_ values: [Double]) { self.values = values }

  /// One number for all places.
  public init(floatLiteral value: Double) { values = [value] }

  public static var expected: String { "a number or a list of numbers" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    switch value.node {
    case .number, .list:
      guard let values = [Double].read(value, &diagnostics) else { return nil }
      guard !values.isEmpty else {
        mismatch(value, &diagnostics)
        return nil
      }
      return Self(values)
    default:
      mismatch(value, &diagnostics)
      return nil
    }
  }

  public var canonical: Canonical {
    values.count == 1 ? .real(values[0]) : .list(values.map(Canonical.real))
  }

  /// The number that stands for all places; nil for a list.
  public var single: Double? { values.count == 1 ? values[0] : nil }

  /// The numbers as kernels take them.
  var floats: [Float] { values.map { Float($0) } }

  /// Whether there is one number, or one for each of so many places.
  func fits(_ count: Int) -> Bool { values.count == 1 || values.count == count }
}
