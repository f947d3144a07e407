public import Diagnostics
public import Schemas

/// The optimizers; a new one adds its line here.
public enum OptimizerCatalog {
  /// The optimizers by Keras' names.
  public static let catalog = Catalog(
    "optimizer",
    [
      Adadelta.self, Adagrad.self, Adam.self, AdamW.self, Adamax.self, Lion.self, Nadam.self,
      RMSprop.self, SGD.self,
    ],
    shortcuts: [
      "adadelta": "Adadelta", "adagrad": "Adagrad", "adam": "Adam", "adamax": "Adamax",
      "adamw": "AdamW", "lion": "Lion", "nadam": "Nadam", "rmsprop": "RMSprop", "sgd": "SGD",
    ],
    later: [
      "Adafactor", "Ftrl", "Lamb", "LossScaleOptimizer", "Muon", "adafactor", "ftrl", "lamb",
      "muon",
    ])
}

/// An optimizer as a value of a field.
public struct OptimizerCall: SchemaValue {
  /// The optimizer.
  public var optimizer: any Optimizer

  /// An optimizer.
  public init(_ optimizer: any Optimizer) { self.optimizer = optimizer }

  public static var expected: String { "an optimizer" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard
      let optimizer = OptimizerCatalog.catalog.read(raw, &diagnostics)?.value as? any Optimizer
    else { return nil }
    if let problem = optimizer.problem {
      let name = type(of: optimizer).schemaName
      diagnostics.append(Diagnostic("optimizer-settings", "\(name) \(problem)", at: raw.span))
      return nil
    }
    return Self(optimizer)
  }

  public var canonical: Canonical { optimizer.canonical }
}
