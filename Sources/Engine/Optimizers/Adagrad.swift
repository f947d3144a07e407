import CKernels
public import Schemas

/// Gradients divided by the root of the sum of their squares.
///
/// `a += g²; p −= lr · g / √(a + ε)`.
///
/// - Source: J. Duchi et al., "Adaptive Subgradient Methods", JMLR 2011; Keras 3 `Adagrad` (ε inside
///   the root).
public struct Adagrad: Optimizer {
  public var learningRate: LearningRate = 0.001
  var initialAccumulatorValue = 0.1
  var epsilon = 1e-7
  public var adjustment = GradientAdjustment()
  public var name = "adagrad"

  public static let schema = Schema<Self>(
    "Adagrad", summary: "Gradients divided by the root of the sum of their squares.",
    [
      Field("learning_rate", \.learningRate, doc: "The step size, or a schedule of it."),
      Field(
        "initial_accumulator_value", \.initialAccumulatorValue, .atLeast(0),
        doc: "What the sums begin with."),
      Field("epsilon", \.epsilon, .above(0), doc: "Added under the root."),
    ] + adjustmentFields)

  public init() {}

  public var slots: [String] { ["accumulator"] }

  public func initialValue(ofSlot name: String) -> Float { Float(initialAccumulatorValue) }

  public func apply(_ update: WeightUpdate) {
    kk_adagrad(
      update.value, update.slot(0), update.gradient, update.count, Float(update.learningRate),
      Float(epsilon))
  }
}
