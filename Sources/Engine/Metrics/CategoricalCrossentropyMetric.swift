public import Schemas
public import Tensors

/// The cross-entropy between one-hot classes and predicted probabilities.
///
/// As the loss of this name, whatever the loss of the model is.
///
/// - Source: Keras 3 `CategoricalCrossentropy`.
public struct CategoricalCrossentropyMetric: MeanMetric {
  public var name: String?
  var fromLogits = false
  var labelSmoothing = 0.0
  var axis = -1

  public static let schema = Schema<Self>(
    "CategoricalCrossentropy",
    summary: "The cross-entropy between one-hot classes and predicted probabilities.",
    [
      Field("name", \.name, doc: "The name of the result."),
      Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits."),
      Field(
        "label_smoothing", \.labelSmoothing, .within(0...1), doc: "How far targets are smoothed."),
      Field("axis", \.axis, .isLast, .presentation, doc: "The axis of the classes: the last one."),
    ])

  public static let word = "categorical_crossentropy"

  public init() {}

  public var mode: MonitorMode { .min }

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    ClassifierShape.problem(outputShape)
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let (output, target) = (batch.output(example), batch.target(example))
    let top = fromLogits ? Double(output.max() ?? 0) : 0
    func raw(_ index: Int) -> Double {
      fromLogits ? PortableMath.exp(Double(output[index]) - top) : Double(output[index])
    }
    let total = output.indices.reduce(0) { $0 + raw($1) }
    return output.indices.reduce(0) { sum, index in
      let share = labelSmoothing / Double(batch.width)
      let t = Double(target[index]) * (1 - labelSmoothing) + share
      return sum - t * PortableMath.log(ProbabilityClip.clip(raw(index) / total).value)
    }
  }
}
