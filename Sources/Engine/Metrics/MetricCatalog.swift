public import Diagnostics
public import Schemas

/// The metrics; a new one adds its line here.
public enum MetricCatalog {
  /// The metrics by Keras' names.
  public static let catalog = Catalog(
    "metric",
    [
      AUC.self, Accuracy.self, BinaryAccuracy.self, BinaryCrossentropyMetric.self,
      CategoricalAccuracy.self, CategoricalCrossentropyMetric.self, CategoricalHingeMetric.self,
      CosineSimilarityMetric.self, F1Score.self, FBetaScore.self, FalseNegatives.self,
      FalsePositives.self, HingeMetric.self, KLDivergenceMetric.self, LogCoshErrorMetric.self,
      MeanAbsoluteErrorMetric.self, MeanAbsolutePercentageErrorMetric.self,
      MeanSquaredErrorMetric.self, MeanSquaredLogarithmicErrorMetric.self, ModelAccuracy.self,
      PoissonMetric.self, Precision.self, PrecisionAtRecall.self, Recall.self,
      RecallAtPrecision.self, RootMeanSquaredError.self, SensitivityAtSpecificity.self,
      SparseCategoricalAccuracy.self, SparseCategoricalCrossentropyMetric.self,
      SparseTopKCategoricalAccuracy.self, SpecificityAtSensitivity.self, SquaredHingeMetric.self,
      TopKCategoricalAccuracy.self, TrueNegatives.self, TruePositives.self,
    ],
    shortcuts: [
      "acc": "accuracy", "auc": "AUC", "BCE": "BinaryCrossentropy", "bce": "BinaryCrossentropy",
      "binary_accuracy": "BinaryAccuracy", "binary_crossentropy": "BinaryCrossentropy",
      "categorical_accuracy": "CategoricalAccuracy",
      "categorical_crossentropy": "CategoricalCrossentropy",
      "categorical_hinge": "CategoricalHinge", "cosine_similarity": "CosineSimilarity",
      "f1_score": "F1Score", "f_beta_score": "FBetaScore", "false_negatives": "FalseNegatives",
      "false_positives": "FalsePositives", "fbeta_score": "FBetaScore", "hinge": "Hinge",
      "kl_divergence": "KLDivergence", "log_cosh_error": "LogCoshError",
      "logcosh": "LogCoshError", "MAE": "MeanAbsoluteError", "mae": "MeanAbsoluteError",
      "MAPE": "MeanAbsolutePercentageError", "mape": "MeanAbsolutePercentageError",
      "mean_absolute_error": "MeanAbsoluteError",
      "mean_absolute_percentage_error": "MeanAbsolutePercentageError",
      "mean_squared_error": "MeanSquaredError",
      "mean_squared_logarithmic_error": "MeanSquaredLogarithmicError", "MSE": "MeanSquaredError",
      "mse": "MeanSquaredError", "MSLE": "MeanSquaredLogarithmicError",
      "msle": "MeanSquaredLogarithmicError", "poisson": "Poisson", "precision": "Precision",
      "precision_at_recall": "PrecisionAtRecall", "recall": "Recall",
      "recall_at_precision": "RecallAtPrecision",
      "root_mean_squared_error": "RootMeanSquaredError",
      "sensitivity_at_specificity": "SensitivityAtSpecificity",
      "sparse_categorical_accuracy": "SparseCategoricalAccuracy",
      "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
      "sparse_top_k_categorical_accuracy": "SparseTopKCategoricalAccuracy",
      "specificity_at_sensitivity": "SpecificityAtSensitivity", "squared_hinge": "SquaredHinge",
      "top_k_categorical_accuracy": "TopKCategoricalAccuracy", "true_negatives": "TrueNegatives",
      "true_positives": "TruePositives",
    ],
    later: [
      "BinaryIoU", "ConcordanceCorrelation", "IoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU",
      "PearsonCorrelation", "R2Score",
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
    guard let read = MetricCatalog.catalog.read(raw, &diagnostics),
      var metric = read.value as? any Metric
    else { return nil }
    if read.call.isBareWord {
      let word = read.call.name
      // As in Keras the word accuracy, in capitals or not, is the accuracy that fits the model.
      if word.lowercased() == ModelAccuracy.word { metric = ModelAccuracy() }
      // And the result is called by the word: `mse`, not `mean_squared_error`.
      if word != metric.resultName { metric.name = word }
    }
    return Self(metric: metric, span: raw.span)
  }

  public var canonical: Canonical { metric.canonical }
}
