import CKernels
public import Schemas
import Tensors

/// Adaptive moments with Nesterov's look ahead.
///
/// With `u_t = β₁ (1 − 0.5 · 0.96ᵗ)` and their product `U_t`:
/// `m̂ = u_{t+1} m / (1 − U_{t+1}) + (1 − u_t) g / (1 − U_t); p −= lr · m̂ / (√(v / (1 − β₂ᵗ)) + ε)`.
///
/// - Source: T. Dozat, "Incorporating Nesterov Momentum into Adam", 2016; Keras 3 `Nadam`.
public struct Nadam: Optimizer {
  public var learningRate: LearningRate = 0.001
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-7
  public var adjustment = GradientAdjustment()
  public var name = "nadam"

  public static let schema = Schema<Self>(
    "Nadam", summary: "Adaptive moments with Nesterov's look ahead.",
    [
      Field("learning_rate", \.learningRate, doc: "The step size, or a schedule of it."),
      Field("beta_1", \.beta1, .within(0..<1), doc: "How slowly the mean of gradients moves."),
      Field("beta_2", \.beta2, .within(0..<1), doc: "How slowly the mean of squares moves."),
      Field("epsilon", \.epsilon, .above(0), doc: "Added to the root."),
    ] + adjustmentFields)

  public init() {}

  public var slots: [String] { ["momentum", "velocity"] }

  private func momentum(_ step: Int) -> Double {
    beta1 * (1 - 0.5 * PortableMath.power(0.96, step))
  }

  /// The product of the momenta.
  public func accumulated(_ previous: Double, step: Int) -> Double { previous * momentum(step) }

  public func apply(_ update: WeightUpdate) {
    let now = momentum(update.step)
    let next = momentum(update.step + 1)
    let ofMean = next / (1 - update.accumulated * next)
    let ofGradient = (1 - now) / (1 - update.accumulated)
    kk_nadam(
      update.value, update.slot(0), update.slot(1), update.gradient, update.count,
      Float(update.learningRate * ofMean), Float(update.learningRate * ofGradient), Float(beta1),
      Float(beta2), Float(1 / (1 - PortableMath.power(beta2, update.step))), Float(epsilon))
  }
}
