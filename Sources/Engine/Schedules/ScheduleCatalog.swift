public import Schemas

/// The schedules; a new one adds its line here.
public enum ScheduleCatalog {
  /// The schedules by Keras' names.
  public static let catalog = Catalog(
    "schedule",
    [
      CosineDecay.self, CosineDecayRestarts.self, ExponentialDecay.self, InverseTimeDecay.self,
      PiecewiseConstantDecay.self, PolynomialDecay.self,
    ])
}
