import Schemas

/// The plots; a new one adds its line here.
enum PlotCatalog {
  static let catalog = Catalog(
    "plot",
    [
      Augmentations.self,
      ClassCounts.self,
      ClassificationReport.self,
      ComparisonBars.self,
      ComparisonCurves.self,
      ComparisonHeatMap.self,
      ComparisonTable.self,
      ConfusionMatrix.self,
      Diagnosis.self,
      EpochTable.self,
      Info.self,
      LearningCurves.self,
      ModelGraph.self,
      PrecisionRecallCurve.self,
      RocCurve.self,
      Samples.self,
      Summary.self,
    ],
    later: [
      "FeatureMaps", "Filters", "GradCAM", "TopErrors",
      "WeightNorms",
    ])
}
