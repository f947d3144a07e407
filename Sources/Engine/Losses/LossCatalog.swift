public import Diagnostics
public import Schemas

/// The losses; a new one adds its line here.
public enum LossCatalog {
  /// The losses by Keras' names.
  public static let catalog = Catalog(
    "loss",
    [
      BinaryCrossentropy.self, BinaryFocalCrossentropy.self, CategoricalCrossentropy.self,
      CategoricalFocalCrossentropy.self, CategoricalHinge.self, Hinge.self, Huber.self,
      KLDivergence.self, LogCosh.self, MeanAbsoluteError.self, MeanSquaredError.self,
      Poisson.self, SparseCategoricalCrossentropy.self, SquaredHinge.self,
    ],
    shortcuts: [
      "bce": "BinaryCrossentropy", "binary_crossentropy": "BinaryCrossentropy",
      "binary_focal_crossentropy": "BinaryFocalCrossentropy",
      "categorical_crossentropy": "CategoricalCrossentropy",
      "categorical_focal_crossentropy": "CategoricalFocalCrossentropy",
      "categorical_hinge": "CategoricalHinge", "hinge": "Hinge", "huber": "Huber",
      "kl_divergence": "KLDivergence", "kld": "KLDivergence", "log_cosh": "LogCosh",
      "mae": "MeanAbsoluteError", "mean_absolute_error": "MeanAbsoluteError",
      "mean_squared_error": "MeanSquaredError", "mse": "MeanSquaredError", "poisson": "Poisson",
      "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
      "squared_hinge": "SquaredHinge",
    ],
    later: [
      "CTC", "CosineSimilarity", "Dice", "MeanAbsolutePercentageError",
      "MeanSquaredLogarithmicError", "Tversky",
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
