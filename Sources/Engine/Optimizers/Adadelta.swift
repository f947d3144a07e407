import CKernels
public import Schemas

/// Gradients scaled by the ratio of two running means: of squared steps, and of squared gradients.
///
/// `a = ρ a + (1 − ρ) g²; Δ = −g · √(d + ε) / √(a + ε); d = ρ d + (1 − ρ) Δ²; p += lr · Δ`.
///
/// - Source: M. D. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012; Keras 3 `Adadelta`,
///   whose learning rate is 0.001 where the paper has 1.
public struct Adadelta: Optimizer {
  public var learningRate: LearningRate = 0.001
  var rho = 0.95
  var epsilon = 1e-7
  public var adjustment = GradientAdjustment()
  public var name = "adadelta"

  public static let schema = Schema<Self>(
    "Adadelta",
    summary: "Gradients scaled by the ratio of two running means of squares.",
    [
      Field("learning_rate", \.learningRate, doc: "The step size, or a schedule of it."),
      Field("rho", \.rho, .within(0..<1), doc: "How slowly the means of squares move."),
      Field("epsilon", \.epsilon, .above(0), doc: "Added under the roots."),
    ] + adjustmentFields)

  public init() {}

  public var slots: [String] { ["accumulated_grad", "accumulated_delta_var"] }

  public func apply(_ update: WeightUpdate) {
    kk_adadelta(
      update.value, update.slot(0), update.slot(1), update.gradient, update.count,
      Float(update.learningRate), Float(rho), Float(epsilon))
  }
}
