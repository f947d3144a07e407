import CKernels
public import Schemas

/// Gradient descent, with momentum if wanted.
///
/// `p −= lr · g`; with momentum `m = μ · m − lr · g; p += m`; Nesterov's: `p += μ · m − lr · g`.
///
/// - Source: Keras 3 `SGD`.
public struct SGD: Optimizer {
  public var learningRate: LearningRate = 0.01
  var momentum = 0.0
  var nesterov = false
  public var adjustment = GradientAdjustment()
  public var name = "SGD"

  public static let schema = Schema<Self>(
    "SGD", summary: "Gradient descent, with momentum if wanted.",
    [
      Field("learning_rate", \.learningRate, doc: "The step size, or a schedule of it."),
      Field("momentum", \.momentum, .within(0...1), doc: "How much of the last step is kept."),
      Field("nesterov", \.nesterov, doc: "Whether to look ahead, as Nesterov does."),
    ] + adjustmentFields)

  public init() {}

  public var slots: [String] { momentum > 0 ? ["momentum"] : [] }

  public func apply(_ update: WeightUpdate) {
    kk_sgd(
      update.value, momentum > 0 ? update.slot(0) : nil, update.gradient, update.count,
      Float(update.learningRate),
      Float(momentum), nesterov ? 1 : 0)
  }
}
