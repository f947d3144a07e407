import Schemas

/// The plots; a new one adds its line here.
enum PlotCatalog {
  static let catalog = Catalog(
    "plot",
    [
      Augmentations.self,
      BestConfiguration.self,
      Calibration.self,
      ClassCounts.self,
      ClassificationReport.self,
      ComparisonBars.self,
      ComparisonCurves.self,
      ComparisonHeatMap.self,
      ComparisonTable.self,
      ConfusedPairs.self,
      ConfusionMatrix.self,
      Diagnosis.self,
      EpochTable.self,
      FeatureMaps.self,
      Filters.self,
      GradCAM.self,
      Importance.self,
      Info.self,
      LearningCurves.self,
      ModelGraph.self,
      ParallelCoordinates.self,
      PrecisionRecallCurve.self,
      RocCurve.self,
      Samples.self,
      Summary.self,
      ThresholdTable.self,
      TopErrors.self,
      TrialScores.self,
      TrialTable.self,
      WeightNorms.self,
    ])
}
