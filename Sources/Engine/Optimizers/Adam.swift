import CKernels
public import Schemas
import Tensors

/// Adaptive moments.
///
/// `m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²; p −= lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`.
///
/// - Source: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, with the
///   ε̂ of the note before section 2.1, as Keras 3 `Adam`; `amsgrad`: S. Reddi et al., "On the
///   Convergence of Adam and Beyond", ICLR 2018.
public struct Adam: Optimizer {
  public var learningRate: LearningRate = 0.001
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-7
  var amsgrad = false
  public var adjustment = GradientAdjustment()
  public var name = "adam"

  public static let schema = Schema<Self>(
    "Adam", summary: "Adaptive moments.",
    [
      Field("learning_rate", \.learningRate, doc: "The step size, or a schedule of it."),
      Field("beta_1", \.beta1, .within(0..<1), doc: "How slowly the mean of gradients moves."),
      Field("beta_2", \.beta2, .within(0..<1), doc: "How slowly the mean of squares moves."),
      Field("epsilon", \.epsilon, .above(0), doc: "Added to the root."),
      Field("amsgrad", \.amsgrad, doc: "Whether the root is that of the greatest v so far."),
    ] + adjustmentFields)

  public init() {}

  public var slots: [String] { ["momentum", "velocity"] + (amsgrad ? ["velocity_hat"] : []) }

  public func apply(_ update: WeightUpdate) {
    let power1 = PortableMath.power(beta1, update.step)
    let power2 = PortableMath.power(beta2, update.step)
    let rate = update.learningRate * (1 - power2).squareRoot() / (1 - power1)
    kk_adam(
      update.value, update.slot(0), update.slot(1), amsgrad ? update.slot(2) : nil,
      update.gradient, update.count, Float(rate), Float(beta1), Float(beta2), Float(epsilon))
  }
}
