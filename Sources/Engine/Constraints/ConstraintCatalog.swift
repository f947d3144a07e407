public import Diagnostics
public import Schemas

/// The constraints; a new one adds its line here.
public enum ConstraintCatalog {
  /// The constraints by Keras' names.
  public static let catalog = Catalog(
    "constraint",
    [MaxNorm.self, MinMaxNorm.self, NonNeg.self, UnitNorm.self],
    shortcuts: [
      "max_norm": "MaxNorm", "min_max_norm": "MinMaxNorm", "non_neg": "NonNeg",
      "unit_norm": "UnitNorm",
    ])
}

/// A constraint as a value of a field.
public struct ConstraintCall: SchemaValue {
  /// The constraint.
  public var constraint: any Constraint

  public static var expected: String { "a constraint" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    ConstraintCatalog.catalog.read(raw, &diagnostics)
      .flatMap { $0.value as? any Constraint }.map { Self(constraint: $0) }
  }

  public var canonical: Canonical { constraint.canonical }
}
