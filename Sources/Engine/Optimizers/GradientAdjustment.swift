import Schemas

/// What Keras does around the update of any optimizer: limits, decay, and an average of the weights.
public struct GradientAdjustment: Sendable, Equatable {
  /// Decoupled decay: `p −= p · weight_decay · learning_rate`.
  public var weightDecay: Double?

  /// Weights whose variables' names contain one of these do not decay.
  public var excludedFromDecay: [String] = []

  /// Gradients of each weight are scaled down to this norm.
  public var clipnorm: Double?

  /// Gradients are limited to ± this.
  public var clipvalue: Double?

  /// Gradients of all weights together are scaled down to this norm.
  public var globalClipnorm: Double?

  /// Whether an exponential moving average of the weights is kept, which replaces them in the end.
  public var usesAverage = false

  /// How slowly the average moves.
  public var averageMomentum = 0.99

  /// The average replaces the weights every so many steps; nil for only in the end.
  public var averageOverwriteFrequency: Int?

  /// What Keras multiplies the loss by, and divides the gradients by again.
  ///
  /// That helps numbers of half precision and nothing else: here it has no effect.
  public var lossScaleFactor: Double?

  /// The weights change every so many steps, by the mean gradient of them; nil for every step.
  public var accumulationSteps: Int?

  /// Nothing.
  public init() {}

  /// Whether a weight, `layer/variable`, decays: what counts is the name of the variable, as in Keras.
  func decays(_ path: String) -> Bool {
    let variable = path.split(separator: "/").last ?? ""
    return !excludedFromDecay.contains { variable.contains($0) }
  }

  /// Whether a weight can change only when the gradients of all are there.
  var needsAllGradients: Bool {
    accumulationSteps != nil || clipnorm != nil || clipvalue != nil || globalClipnorm != nil
  }

  /// Says what is wrong with the settings together; nil where all is well.
  var problem: String? {
    let limits = [
      ("clipnorm", clipnorm), ("clipvalue", clipvalue), ("global_clipnorm", globalClipnorm),
    ].filter { $0.1 != nil }.map(\.0)
    guard limits.count > 1 else { return nil }
    return "can limit gradients in one way only, not by \(limits.joined(separator: " and by "))"
  }
}

extension Optimizer {
  /// The arguments that all of Keras' optimizers end with.
  static var adjustmentFields: [Field<Self>] {
    [
      Field(
        "weight_decay", \.adjustment.weightDecay, .atLeast(0), doc: "Decoupled weight decay."),
      Field(
        "clipnorm", \.adjustment.clipnorm, .above(0), doc: "The greatest norm of a gradient."),
      Field(
        "clipvalue", \.adjustment.clipvalue, .above(0),
        doc: "The greatest number of a gradient."),
      Field(
        "global_clipnorm", \.adjustment.globalClipnorm, .above(0),
        doc: "The greatest norm of all gradients together."),
      Field(
        "use_ema", \.adjustment.usesAverage,
        doc: "Whether a moving average of the weights replaces them in the end."),
      Field(
        "ema_momentum", \.adjustment.averageMomentum, .within(0...1),
        doc: "How slowly the average moves."),
      Field(
        "ema_overwrite_frequency", \.adjustment.averageOverwriteFrequency, .atLeast(1),
        doc: "Steps after which the average replaces the weights on the way."),
      Field(
        "loss_scale_factor", \.adjustment.lossScaleFactor, .presentation, .above(0),
        doc: "Accepted and of no effect: it helps half precision only."),
      Field(
        "gradient_accumulation_steps", \.adjustment.accumulationSteps, .atLeast(2),
        doc: "Steps whose mean gradient changes the weights once."),
      Field("name", \.name, .presentation, doc: "The optimizer's name."),
      Field(
        "exclude_from_weight_decay", \.adjustment.excludedFromDecay,
        doc: "Parts of names of variables that do not decay, as Keras' method takes them."),
    ]
  }
}
