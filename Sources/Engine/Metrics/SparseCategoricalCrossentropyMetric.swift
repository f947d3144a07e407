public import Schemas
public import Tensors

/// The cross-entropy between classes given by their index and predicted probabilities.
///
/// As the loss of this name, whatever the loss of the model is.
///
/// - Source: Keras 3 `SparseCategoricalCrossentropy`. Examples of `ignore_class` do not count here,
///   weighted or not; in Keras they count as 0 where there are no weights.
public struct SparseCategoricalCrossentropyMetric: MeanMetric {
  public var name: String?
  var fromLogits = false
  var ignoreClass: Int?
  var axis = -1

  public static let schema = Schema<Self>(
    "SparseCategoricalCrossentropy",
    summary: "The cross-entropy between classes given by their index and predicted probabilities.",
    [
      Field("name", \.name, doc: "The name of the result."),
      Field("from_logits", \.fromLogits, doc: "Whether the model puts out logits."),
      Field("ignore_class", \.ignoreClass, doc: "A label whose examples do not count."),
      Field("axis", \.axis, .isLast, .presentation, doc: "The axis of the classes: the last one."),
    ])

  public static let word = "sparse_categorical_crossentropy"

  public init() {}

  public var mode: MonitorMode { .min }

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    ClassifierShape.problem(outputShape)
  }

  func counts(_ batch: MetricBatch, _ example: Int) -> Bool {
    ignoreClass.map { $0 != Int(batch.labels[example]) } ?? true
  }

  func value(_ batch: MetricBatch, _ example: Int) -> Double {
    let output = batch.output(example)
    let top = fromLogits ? Double(output.max() ?? 0) : 0
    func raw(_ index: Int) -> Double {
      fromLogits
        ? PortableMath.exp(Double(output[index]) - top)
        : ProbabilityClip.clip(Double(output[index])).value
    }
    let total = output.indices.reduce(0) { $0 + raw($1) }
    return PortableMath.log(total) - PortableMath.log(raw(Int(batch.labels[example])))
  }
}
