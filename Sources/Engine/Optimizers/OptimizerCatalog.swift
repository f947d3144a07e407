public import Diagnostics
public import Schemas

/// The optimizers; a new one adds its line here.
public enum OptimizerCatalog {
  /// The optimizers by Keras' names.
  public static let catalog = Catalog(
    "optimizer",
    [Adagrad.self, Adam.self, AdamW.self, Nadam.self, RMSprop.self, SGD.self],
    shortcuts: [
      "adagrad": "Adagrad", "adam": "Adam", "adamw": "AdamW", "nadam": "Nadam",
      "rmsprop": "RMSprop", "sgd": "SGD",
    ],
    later: [
      "Adadelta", "Adafactor", "Adamax", "Ftrl", "Lion", "Muon", "adadelta", "adamax", "lion",
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
    OptimizerCatalog.catalog.read(raw, &diagnostics).flatMap { $0.value as? any Optimizer }
      .map { Self($0) }
  }

  public var canonical: Canonical { optimizer.canonical }
}
