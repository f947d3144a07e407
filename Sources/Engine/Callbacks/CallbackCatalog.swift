public import Diagnostics
public import Schemas

/// The callbacks; a new one adds its line here.
public enum CallbackCatalog {
  /// The callbacks by Keras' names.
  public static let catalog = Catalog(
    "callback",
    [
      EarlyStopping.self, LearningRateScheduler.self, ModelCheckpoint.self, ReduceLROnPlateau.self,
      TerminateOnNaN.self, WeightNorms.self,
    ],
    later: ["LambdaCallback", "SwapEMAWeights"],
    needless: [
      "BackupAndRestore": "every epoch is kept, and a stopped fit goes on from its last",
      "CSVLogger": "the history of a fit stands in the results file, outputs/*.json",
      "History": "the history of a fit stands in the results file, outputs/*.json",
      "ProgbarLogger": "the progress of a fit is shown by itself",
      "RemoteMonitor": "the report shows what a fit did, and a run asks nothing of the network",
      "TensorBoard": "the report draws the curves, with LearningCurves() under 'show'",
    ])
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
