import CKernels
public import Schemas

/// Adaptive moments.
///
/// `m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²; p −= lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`.
///
/// - Source: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, with the
///   ε̂ of the note before section 2.1, as Keras 3 `Adam`.
public struct Adam: Optimizer {
  public var learningRate = 0.001
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-7
  var amsgrad = false
  public var adjustment = GradientAdjustment()
  var name = "adam"

  public static let schema = Schema<Self>(
    "Adam", summary: "Adaptive moments.",
    [
      Field("learning_rate", \.learningRate, .above(0), doc: "The step size."),
      Field("beta_1", \.beta1, .within(0..<1), doc: "How slowly the mean of gradients moves."),
      Field("beta_2", \.beta2, .within(0..<1), doc: "How slowly the mean of squares moves."),
      Field("epsilon", \.epsilon, .above(0), doc: "Added to the root."),
      Field(
        "amsgrad", \.amsgrad, .must("False: AMSGrad comes with a later version") { !$0 },
        doc: "Whether squares may only grow."),
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

  public var slots: [String] { ["momentum", "velocity"] }

  public func apply(_ update: WeightUpdate) {
    let power1 = Self.power(beta1, update.step)
    let power2 = Self.power(beta2, update.step)
    let rate = update.learningRate * (1 - power2).squareRoot() / (1 - power1)
    kk_adam(
      update.value, update.slot(0), update.slot(1), update.gradient, update.count, Float(rate),
      Float(beta1), Float(beta2), Float(epsilon))
  }

  /// A whole power by squaring: the same bits everywhere, which `pow` does not promise.
  static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
