public import Schemas
import Tensors

/// The cross-entropy of a yes or no, in which easy examples count less.
///
/// `(1 − p_t)^γ · bce` with the probability p_t of the truth, the mean over the outputs.
///
/// - Source: T.-Y. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017; Keras 3 `BinaryFocalCrossentropy`.
public struct BinaryFocalCrossentropy: ElementwiseLoss {
  var balancesClasses = false
  var alpha = 0.25
  var gamma = 2.0
  var fromLogits = false
  var labelSmoothing = 0.0
  var axis = -1
  public var reduction = LossReduction.sumOverBatchSize
  var name = "binary_focal_crossentropy"

  public static let schema = Schema<Self>(
    "BinaryFocalCrossentropy",
    summary: "The cross-entropy of a yes or no, in which easy examples count less.",
    [
      Field(
        "apply_class_balancing", \.balancesClasses, doc: "Whether alpha weighs the two classes."),
      Field("alpha", \.alpha, .within(0...1), doc: "The weight of a yes; a no has the rest."),
      Field("gamma", \.gamma, .atLeast(0), doc: "How much less easy examples count."),
      Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits."),
      Field(
        "label_smoothing", \.labelSmoothing, .within(0...1),
        doc: "How far the targets are moved towards a half."),
      Field("axis", \.axis, .isLast, .presentation, doc: "The axis of the outputs: the last one."),
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "binary_focal_crossentropy"

  public init() {}

  public func usesLogits(of finalActivation: FinalActivation?) -> Bool {
    finalActivation == .sigmoid && !fromLogits
  }

  public var takesLogits: Bool { fromLogits }

  public func compute(_ batch: LossBatch, isFromLogits: Bool) {
    var loss = self
    loss.fromLogits = fromLogits || isFromLogits
    loss.computeRows(batch)
  }

  func term(_ value: Double, _ target: Double) -> (loss: Double, slope: Double) {
    let target = target * (1 - labelSmoothing) + labelSmoothing / 2
    let probability = fromLogits ? 1 / (1 + PortableMath.exp(-value)) : value
    let (entropy, entropySlope) = entropy(value, probability, target)
    let rest = 1 - (target * probability + (1 - target) * (1 - probability))
    let focus = PortableMath.pow(rest, gamma)
    let restSlope = (1 - 2 * target) * (fromLogits ? probability * (1 - probability) : 1)
    // A sure answer leaves no rest, and below 1 gamma has a power of nothing that is infinite.
    let focusSlope =
      gamma == 0 || rest == 0 ? 0 : gamma * PortableMath.pow(rest, gamma - 1) * restSlope
    let weight = balancesClasses ? target * alpha + (1 - target) * (1 - alpha) : 1
    return (weight * focus * entropy, weight * (focusSlope * entropy + focus * entropySlope))
  }

  /// The cross-entropy and its derivative by the output.
  ///
  /// Like Keras' own, that of a logit is exact and that of a probability is clipped; the weights about
  /// it know no clip.
  private func entropy(
    _ value: Double, _ probability: Double, _ target: Double
  ) -> (loss: Double, slope: Double) {
    if fromLogits {
      let size = abs(value)
      return (
        max(value, 0) - value * target + PortableMath.log(1 + PortableMath.exp(-size)),
        probability - target
      )
    }
    let (p, moves) = ProbabilityClip.clip(probability)
    return (
      -target * PortableMath.log(p) - (1 - target) * PortableMath.log(1 - p),
      moves ? (1 - target) / (1 - p) - target / p : 0
    )
  }
}
