public import Diagnostics
public import Schemas

/// The callbacks; a new one adds its line here.
public enum CallbackCatalog {
  /// The callbacks by Keras' names.
  public static let catalog = Catalog(
    "callback",
    [
      EarlyStopping.self, LearningRateScheduler.self, ReduceLROnPlateau.self, TerminateOnNaN.self,
      WeightNorms.self,
    ],
    later: ["BackupAndRestore", "CSVLogger", "ModelCheckpoint", "SwapEMAWeights", "TensorBoard"])
}

/// A callback as a value of a field.
public struct CallbackCall: SchemaValue {
  /// The callback.
  public var callback: any Callback

  /// The place it was written at.
  public var span: SourceSpan

  public static var expected: String { "a callback" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    CallbackCatalog.catalog.read(raw, &diagnostics).flatMap { $0.value as? any Callback }
      .map { Self(callback: $0, span: raw.span) }
  }

  public var canonical: Canonical { callback.canonical }
}
