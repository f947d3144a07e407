public import Diagnostics
public import Schemas

/// The losses; a new one adds its line here.
public enum LossCatalog {
  /// The losses by Keras' names.
  public static let catalog = Catalog(
    "loss",
    [
      BinaryCrossentropy.self, BinaryFocalCrossentropy.self, CategoricalCrossentropy.self,
      CategoricalFocalCrossentropy.self, CategoricalGeneralizedCrossEntropy.self,
      CategoricalHinge.self, CosineSimilarity.self, Hinge.self, Huber.self, KLDivergence.self,
      LogCosh.self, MeanAbsoluteError.self, MeanAbsolutePercentageError.self,
      MeanSquaredError.self, MeanSquaredLogarithmicError.self, Poisson.self,
      SparseCategoricalCrossentropy.self, SquaredHinge.self,
    ],
    shortcuts: [
      "BCE": "BinaryCrossentropy", "bce": "BinaryCrossentropy",
      "binary_crossentropy": "BinaryCrossentropy",
      "binary_focal_crossentropy": "BinaryFocalCrossentropy",
      "categorical_crossentropy": "CategoricalCrossentropy",
      "categorical_focal_crossentropy": "CategoricalFocalCrossentropy",
      "categorical_hinge": "CategoricalHinge", "cosine_similarity": "CosineSimilarity",
      "hinge": "Hinge", "huber": "Huber", "kl_divergence": "KLDivergence", "KLD": "KLDivergence",
      "kld": "KLDivergence", "log_cosh": "LogCosh", "MAE": "MeanAbsoluteError",
      "mae": "MeanAbsoluteError", "MAPE": "MeanAbsolutePercentageError",
      "mape": "MeanAbsolutePercentageError", "mean_absolute_error": "MeanAbsoluteError",
      "mean_absolute_percentage_error": "MeanAbsolutePercentageError",
      "mean_squared_error": "MeanSquaredError",
      "mean_squared_logarithmic_error": "MeanSquaredLogarithmicError", "MSE": "MeanSquaredError",
      "mse": "MeanSquaredError", "MSLE": "MeanSquaredLogarithmicError",
      "msle": "MeanSquaredLogarithmicError", "poisson": "Poisson",
      "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
      "squared_hinge": "SquaredHinge",
    ],
    later: ["CTC", "Circle", "Dice", "Tversky"])
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
