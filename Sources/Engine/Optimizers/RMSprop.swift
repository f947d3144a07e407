import CKernels
public import Schemas

/// Gradients divided by the root of their mean square.
///
/// `v = ρ v + (1 − ρ) g²; p −= lr · g / √(v + ε)`; centered: `√(v − a² + ε)` with the mean gradient a;
/// with momentum `m = μ m + step; p −= m`.
///
/// - Source: T. Tieleman, G. Hinton, Coursera lecture 6.5, 2012; Keras 3 `RMSprop` (ε inside the root).
public struct RMSprop: Optimizer {
  public var learningRate: LearningRate = 0.001
  var rho = 0.9
  var momentum = 0.0
  var epsilon = 1e-7
  var centered = false
  public var adjustment = GradientAdjustment()
  public var name = "rmsprop"

  public static let schema = Schema<Self>(
    "RMSprop", summary: "Gradients divided by the root of their mean square.",
    [
      Field("learning_rate", \.learningRate, doc: "The step size, or a schedule of it."),
      Field("rho", \.rho, .within(0..<1), doc: "How slowly the mean of squares moves."),
      Field("momentum", \.momentum, .within(0...1), doc: "How much of the last step is kept."),
      Field("epsilon", \.epsilon, .above(0), doc: "Added under the root."),
      Field("centered", \.centered, doc: "Whether the squared mean gradient is taken off."),
    ] + adjustmentFields)

  public init() {}

  public var slots: [String] {
    ["velocity"] + (momentum > 0 ? ["momentum"] : []) + (centered ? ["average_gradient"] : [])
  }

  public func apply(_ update: WeightUpdate) {
    let velocity = update.slot(0)
    let momentumSlot = momentum > 0 ? update.slot(1) : nil
    let average = centered ? update.slot(momentum > 0 ? 2 : 1) : nil
    kk_rmsprop(
      update.value, velocity, momentumSlot, average, update.gradient, update.count,
      Float(update.learningRate), Float(rho), Float(momentum), Float(epsilon))
  }
}
