import CKernels
public import Schemas

/// Steps of one length, in the direction of the sign of a moving mean.
///
/// `p −= lr · sign(β₁ m + (1 − β₁) g); m = β₂ m + (1 − β₂) g`.
///
/// - Source: X. Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023; Keras 3 `Lion`.
public struct Lion: Optimizer {
  public var learningRate: LearningRate = 0.001
  var beta1 = 0.9
  var beta2 = 0.99
  public var adjustment = GradientAdjustment()
  public var name = "lion"

  public static let schema = Schema<Self>(
    "Lion", summary: "Steps of one length, in the direction of the sign of a moving mean.",
    [
      Field("learning_rate", \.learningRate, doc: "The step size, or a schedule of it."),
      Field(
        "beta_1", \.beta1, .must("above 0 and at most 1") { $0 > 0 && $0 <= 1 },
        doc: "How much of the mean decides the direction."),
      Field("beta_2", \.beta2, .within(0...1), doc: "How slowly the mean moves."),
    ] + adjustmentFields)

  public init() {}

  public var slots: [String] { ["momentum"] }

  public func apply(_ update: WeightUpdate) {
    kk_lion(
      update.value, update.slot(0), update.gradient, update.count, Float(update.learningRate),
      Float(beta1), Float(beta2))
  }
}
