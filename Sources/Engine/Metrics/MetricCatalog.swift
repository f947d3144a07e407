public import Diagnostics
public import Schemas

/// The metrics; a new one adds its line here.
public enum MetricCatalog {
  /// The metrics by Keras' names.
  public static let catalog = Catalog(
    "metric",
    [
      Accuracy.self, BinaryAccuracy.self, CategoricalAccuracy.self, SparseCategoricalAccuracy.self,
      SparseTopKCategoricalAccuracy.self,
    ],
    shortcuts: [
      "acc": "Accuracy",
      "accuracy": "Accuracy",
      "binary_accuracy": "BinaryAccuracy",
      "categorical_accuracy": "CategoricalAccuracy",
      "sparse_categorical_accuracy": "SparseCategoricalAccuracy",
      "sparse_top_k_categorical_accuracy": "SparseTopKCategoricalAccuracy",
    ],
    later: [
      "AUC", "BinaryCrossentropy", "CategoricalCrossentropy", "F1Score", "FalseNegatives",
      "FalsePositives", "MeanAbsoluteError", "MeanSquaredError", "Precision", "PrecisionAtRecall",
      "Recall", "SparseCategoricalCrossentropy", "TopKCategoricalAccuracy", "TrueNegatives",
      "TruePositives", "auc", "f1", "f1_score", "precision", "recall",
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
