import Schemas

/// The plots; a new one adds its line here.
enum PlotCatalog {
  static let catalog = Catalog(
    "plot",
    [
      ClassCounts.self,
      ConfusionMatrix.self,
      Diagnosis.self,
      EpochTable.self,
      Info.self,
      LearningCurves.self,
      Samples.self,
      Summary.self,
    ],
    later: [
      "Augmentations", "ClassificationReport", "FeatureMaps", "Filters", "GradCAM", "ModelGraph",
      "PrecisionRecallCurve", "RocCurve", "TopErrors", "WeightNorms",
    ])
}
