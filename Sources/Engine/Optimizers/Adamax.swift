import CKernels
public import Schemas
import Tensors

/// Adaptive moments, scaled by the greatest recent gradient instead of a mean of squares.
///
/// `m = β₁ m + (1 − β₁) g; u = max(β₂ u, |g|); p −= lr · m / ((1 − β₁ᵗ) · (u + ε))`.
///
/// - Source: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, section 7;
///   Keras 3 `Adamax`.
public struct Adamax: Optimizer {
  public var learningRate: LearningRate = 0.001
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-7
  public var adjustment = GradientAdjustment()
  public var name = "adamax"

  public static let schema = Schema<Self>(
    "Adamax", summary: "Adaptive moments, scaled by the greatest recent gradient.",
    [
      Field("learning_rate", \.learningRate, doc: "The step size, or a schedule of it."),
      Field("beta_1", \.beta1, .within(0..<1), doc: "How slowly the mean of gradients moves."),
      Field("beta_2", \.beta2, .within(0..<1), doc: "How slowly the greatest is forgotten."),
      Field("epsilon", \.epsilon, .above(0), doc: "Added to the greatest."),
    ] + adjustmentFields)

  public init() {}

  public var slots: [String] { ["momentum", "norm"] }

  public func apply(_ update: WeightUpdate) {
    let correction = 1 - PortableMath.power(beta1, update.step)
    kk_adamax(
      update.value, update.slot(0), update.slot(1), update.gradient, update.count,
      Float(update.learningRate / correction), Float(beta1), Float(beta2), Float(epsilon))
  }
}
