public import Diagnostics
public import Schemas

/// The tuners; a new one adds its line here.
public enum TunerCatalog {
  /// The tuners by KerasTuner's names.
  public static let catalog = Catalog(
    "tuner",
    [BayesianOptimization.self, GridSearch.self, Hyperband.self, RandomSearch.self])
}

/// A tuner as a value of a field.
public struct TunerCall: SchemaValue {
  /// The tuner.
  public var tuner: any Tuner

  /// Where it was written; nil for a default.
  public var span: SourceSpan?

  /// A tuner.
  public init(_ tuner: any Tuner) { self.tuner = tuner }

  public static var expected: String { "a tuner, such as RandomSearch(objective=val_accuracy)" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    TunerCatalog.catalog.read(raw, &diagnostics).flatMap { $0.value as? any Tuner }.map {
      var call = Self($0)
      call.span = raw.span
      return call
    }
  }

  public var canonical: Canonical { tuner.canonical }
}
