public import Schemas
public import Tensors

/// The cross-entropy of a yes or no.
///
/// As the loss of this name, whatever the loss of the model is.
///
/// - Source: Keras 3 `BinaryCrossentropy`.
public struct BinaryCrossentropyMetric: MeanMetric {
  public var name: String?
  var fromLogits = false
  var labelSmoothing = 0.0

  public static let schema = Schema<Self>(
    "BinaryCrossentropy", summary: "The cross-entropy of a yes or no.",
    [
      Field("name", \.name, doc: "The name of the result."),
      Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits."),
      Field(
        "label_smoothing", \.labelSmoothing, .within(0...1), doc: "How far targets are smoothed."),
    ])

  public static let word = "binary_crossentropy"

  public init() {}

  public var mode: MonitorMode { .min }

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    nil
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let (output, target) = (batch.output(example), batch.target(example))
    var sum = 0.0
    for index in output.indices {
      let raw = Double(output[index])
      let p = ProbabilityClip.clip(fromLogits ? 1 / (1 + PortableMath.exp(-raw)) : raw).value
      let t = Double(target[index]) * (1 - labelSmoothing) + labelSmoothing / 2
      sum -= t * PortableMath.log(p) + (1 - t) * PortableMath.log(1 - p)
    }
    return sum / Double(batch.width)
  }
}
