import CKernels
public import Schemas

/// Gradient descent, with momentum if wanted.
///
/// `p −= lr · g`; with momentum `m = μ · m − lr · g; p += m`; Nesterov's: `p += μ · m − lr · g`.
///
/// - Source: Keras 3 `SGD`.
public struct SGD: Optimizer {
  public var learningRate = 0.01
  var momentum = 0.0
  var nesterov = false
  public var adjustment = GradientAdjustment()
  var name = "SGD"

  public static let schema = Schema<Self>(
    "SGD", summary: "Gradient descent, with momentum if wanted.",
    [
      Field("learning_rate", \.learningRate, .above(0), doc: "The step size."),
      Field("momentum", \.momentum, .within(0...1), doc: "How much of the last step is kept."),
      Field("nesterov", \.nesterov, doc: "Whether to look ahead, as Nesterov does."),
      Field("weight_decay", \.adjustment.weightDecay, .atLeast(0), doc: "Decoupled weight decay."),
      Field("clipnorm", \.adjustment.clipnorm, .above(0), doc: "The greatest norm of a gradient."),
      Field(
        "clipvalue", \.adjustment.clipvalue, .above(0), doc: "The greatest number of a gradient."),
      Field(
        "global_clipnorm", \.adjustment.globalClipnorm, .above(0),
        doc: "The greatest norm of all gradients together."),
      Field("name", \.name, .presentation, doc: "The optimizer's name."),
    ])

  public init() {}

  public var slots: [String] { momentum > 0 ? ["momentum"] : [] }

  public func apply(_ update: WeightUpdate) {
    kk_sgd(
      update.value, momentum > 0 ? update.slot(0) : nil, update.gradient, update.count,
      Float(update.learningRate),
      Float(momentum), nesterov ? 1 : 0)
  }
}
