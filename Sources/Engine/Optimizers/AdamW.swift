public import Schemas

/// Adaptive moments with decoupled weight decay.
///
/// - Source: I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019; Keras 3
///   `AdamW`, whose `weight_decay` is 0.004 where nothing is said.
public struct AdamW: Optimizer {
  var adam: Adam

  public static let schema = Schema<Self>(
    "AdamW", summary: "Adaptive moments with decoupled weight decay.",
    [
      Field("learning_rate", \.adam.learningRate, doc: "The step size, or a schedule of it."),
      // Keras' order: the decay stands before the moments.
      Field(
        "weight_decay", \.adam.adjustment.weightDecay, .atLeast(0), doc: "Decoupled weight decay."),
      Field(
        "beta_1", \.adam.beta1, .within(0..<1), doc: "How slowly the mean of gradients moves."),
      Field("beta_2", \.adam.beta2, .within(0..<1), doc: "How slowly the mean of squares moves."),
      Field("epsilon", \.adam.epsilon, .above(0), doc: "Added to the root."),
      Field("amsgrad", \.adam.amsgrad, doc: "Whether the root is that of the greatest v so far."),
    ]
      + adjustmentFields.filter { $0.name != "weight_decay" })

  public init() {
    adam = Adam()
    adam.name = "adamw"
    adam.adjustment.weightDecay = 0.004
  }

  public var learningRate: LearningRate { adam.learningRate }

  public var adjustment: GradientAdjustment {
    get { adam.adjustment }
    set { adam.adjustment = newValue }
  }

  public var name: String {
    get { adam.name }
    set { adam.name = newValue }
  }

  public var problem: String? {
    adam.adjustment.weightDecay == nil
      ? "needs a weight_decay; without one it is Adam" : adam.adjustment.problem
  }

  public var slots: [String] { adam.slots }

  public func apply(_ update: WeightUpdate) { adam.apply(update) }
}
