public import Diagnostics
public import Schemas

/// The regularizers; a new one adds its line here.
public enum RegularizerCatalog {
  /// The regularizers by Keras' names.
  public static let catalog = Catalog(
    "regularizer",
    [L1.self, L1L2.self, L2.self],
    shortcuts: ["l1": "L1", "l1_l2": "L1L2", "l1l2": "L1L2", "l2": "L2"],
    later: ["OrthogonalRegularizer", "orthogonal_regularizer"])
}

/// A regularizer as a value of a field.
public struct RegularizerCall: SchemaValue {
  /// The regularizer.
  public var regularizer: any Regularizer

  public static var expected: String { "a regularizer" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    RegularizerCatalog.catalog.read(raw, &diagnostics)
      .flatMap { $0.value as? any Regularizer }.map { Self(regularizer: $0) }
  }

  public var canonical: Canonical { regularizer.canonical }
}
