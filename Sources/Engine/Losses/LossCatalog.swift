public import Diagnostics
public import Schemas

/// The losses; a new one adds its line here.
public enum LossCatalog {
  /// The losses by Keras' names.
  public static let catalog = Catalog(
    "loss",
    [
      BinaryCrossentropy.self, CategoricalCrossentropy.self, MeanSquaredError.self,
      SparseCategoricalCrossentropy.self,
    ],
    shortcuts: [
      "binary_crossentropy": "BinaryCrossentropy",
      "bce": "BinaryCrossentropy",
      "categorical_crossentropy": "CategoricalCrossentropy",
      "mean_squared_error": "MeanSquaredError",
      "mse": "MeanSquaredError",
      "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
    ],
    later: [
      "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy", "CategoricalHinge",
      "CosineSimilarity", "Hinge", "Huber", "KLDivergence", "LogCosh", "MeanAbsoluteError",
      "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "Poisson", "SquaredHinge",
      "mae", "mean_absolute_error", "hinge", "huber", "kl_divergence",
    ])
}

/// A loss as a value of a field.
public struct LossCall: SchemaValue {
  /// The loss.
  public var loss: any Loss

  public static var expected: String { "a loss" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    LossCatalog.catalog.read(raw, &diagnostics).flatMap { $0.value as? any Loss }.map {
      Self(loss: $0)
    }
  }

  public var canonical: Canonical { loss.canonical }
}
