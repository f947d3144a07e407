import Schemas

/// The activations that take arguments; a new one adds its line here.
enum ActivationCatalog {
  /// The functions by Keras' names.
  static let catalog = Catalog(
    "activation",
    [
      CELUFunction.self, ELUFunction.self, GELUFunction.self, HardShrinkFunction.self,
      LeakyReLUFunction.self, ReLUFunction.self, SoftShrinkFunction.self, SquareplusFunction.self,
      ThresholdFunction.self,
    ])
}
