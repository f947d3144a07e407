public import Schemas
import Tensors

/// The cross-entropy of one-hot classes, in which easy examples count less.
///
/// `Σ α (1 − p)^γ · (−t · log p)`, with p divided by its sum and clipped.
///
/// - Source: T.-Y. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017; Keras 3 `CategoricalFocalCrossentropy`.
public struct CategoricalFocalCrossentropy: RowLoss {
  var alpha = 0.25
  var gamma = 2.0
  var fromLogits = false
  var labelSmoothing = 0.0
  var axis = -1
  public var reduction = LossReduction.sumOverBatchSize
  var name = "categorical_focal_crossentropy"

  public static let schema = Schema<Self>(
    "CategoricalFocalCrossentropy",
    summary: "The cross-entropy of one-hot classes, in which easy examples count less.",
    [
      Field("alpha", \.alpha, .within(0...1), doc: "What all is multiplied by."),
      Field("gamma", \.gamma, .atLeast(0), doc: "How much less easy examples count."),
      Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits."),
      Field(
        "label_smoothing", \.labelSmoothing, .within(0...1),
        doc: "The share that is taken from the true class and given to all."),
      Field("axis", \.axis, .isLast, .presentation, doc: "The axis of the classes: the last one."),
      Field("reduction", \.reduction, doc: "What becomes of the losses of a batch."),
      Field("name", \.name, .presentation, doc: "The loss's name."),
    ])

  public static let word = "categorical_focal_crossentropy"

  public var takesLogits: Bool { fromLogits }

  public init() {}

  func compute(
    _ values: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let top = fromLogits ? Double(values.max() ?? 0) : 0
    func raw(_ index: Int) -> Double {
      fromLogits ? PortableMath.exp(Double(values[index]) - top) : Double(values[index])
    }
    let sum = values.indices.reduce(0) { $0 + raw($1) }
    var loss = 0.0
    // The gradient by the shares p, then what their normalization does to it: with p = raw / sum the
    // gradient by raw is (g − Σ g p) / sum, and exp multiplies it by raw.
    var dot = 0.0
    for index in values.indices {
      let share = raw(index) / sum
      let (p, moves) = ProbabilityClip.clip(share)
      let target =
        Double(targets[index]) * (1 - labelSmoothing)
        + labelSmoothing / Double(values.count)
      let rest = 1 - p
      let focus = PortableMath.pow(rest, gamma)
      let logarithm = PortableMath.log(p)
      loss -= alpha * focus * target * logarithm
      let focusSlope = gamma == 0 ? 0 : -gamma * PortableMath.pow(rest, gamma - 1)
      let slope = moves ? -alpha * target * (focusSlope * logarithm + focus / p) : 0
      gradient[index] = Float(slope)
      dot += slope * share
    }
    for index in values.indices {
      let slope = (Double(gradient[index]) - dot) / sum
      gradient[index] = Float(fromLogits ? slope * raw(index) : slope)
    }
    return loss
  }
}
