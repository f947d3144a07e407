public import Diagnostics
public import Schemas

/// The metrics; a new one adds its line here.
public enum MetricCatalog {
  /// The metrics by Keras' names.
  public static let catalog = Catalog(
    "metric",
    [
      AUC.self, Accuracy.self, BinaryAccuracy.self, BinaryCrossentropyMetric.self,
      CategoricalAccuracy.self, CategoricalCrossentropyMetric.self, F1Score.self,
      MeanAbsoluteErrorMetric.self, MeanSquaredErrorMetric.self, ModelAccuracy.self,
      Precision.self, Recall.self, RootMeanSquaredError.self, SparseCategoricalAccuracy.self,
      SparseCategoricalCrossentropyMetric.self, SparseTopKCategoricalAccuracy.self,
      TopKCategoricalAccuracy.self,
    ],
    shortcuts: [
      "acc": "accuracy", "auc": "AUC", "binary_accuracy": "BinaryAccuracy",
      "binary_crossentropy": "BinaryCrossentropy", "categorical_accuracy": "CategoricalAccuracy",
      "categorical_crossentropy": "CategoricalCrossentropy", "f1_score": "F1Score",
      "mae": "MeanAbsoluteError", "mean_absolute_error": "MeanAbsoluteError",
      "mean_squared_error": "MeanSquaredError", "mse": "MeanSquaredError",
      "precision": "Precision", "recall": "Recall",
      "root_mean_squared_error": "RootMeanSquaredError",
      "sparse_categorical_accuracy": "SparseCategoricalAccuracy",
      "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
      "sparse_top_k_categorical_accuracy": "SparseTopKCategoricalAccuracy",
      "top_k_categorical_accuracy": "TopKCategoricalAccuracy",
    ],
    later: [
      "CosineSimilarity", "FBetaScore", "FalseNegatives", "FalsePositives", "Hinge", "KLDivergence",
      "LogCoshError", "MeanIoU", "Poisson", "PrecisionAtRecall", "R2Score", "RecallAtPrecision",
      "SensitivityAtSpecificity", "SpecificityAtSensitivity", "TrueNegatives", "TruePositives",
    ])
}

/// A metric as a value of a field.
public struct MetricCall: SchemaValue {
  /// The metric.
  public var metric: any Metric

  /// The place it was written at.
  public var span: SourceSpan

  public static var expected: String { "a metric" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    MetricCatalog.catalog.read(raw, &diagnostics).flatMap { $0.value as? any Metric }
      .map { Self(metric: $0, span: raw.span) }
  }

  public var canonical: Canonical { metric.canonical }
}
