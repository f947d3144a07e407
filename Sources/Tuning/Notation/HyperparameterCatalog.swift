public import Schemas

/// The calls; a new one adds its line here.
public enum HyperparameterCatalog {
  /// The calls by KerasTuner's names.
  public static let catalog = Catalog(
    "hyperparameter",
    [
      BooleanHyperparameter.self, ChoiceHyperparameter.self, FixedHyperparameter.self,
      FloatHyperparameter.self, IntHyperparameter.self,
    ])
}
