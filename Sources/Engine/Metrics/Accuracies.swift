public import Schemas
public import Tensors

/// The share of examples whose class is predicted, by whichever rule fits the model.
///
/// One output: the binary rule with threshold 0.5. Several: the class with the greatest output.
///
/// - Source: Keras 3, the metric `accuracy` of `compile`.
public struct Accuracy: Metric {
  public var name: String?

  public static let schema = Schema<Self>(
    "Accuracy", summary: "The share of examples whose class is predicted.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? { nil }

  public func update(_ batch: MetricBatch, _ sums: inout MetricSums) {
    if batch.width == 1 {
      BinaryAccuracy().update(batch, &sums)
    } else {
      SparseCategoricalAccuracy().update(batch, &sums)
    }
  }
}

/// The share of examples on the right side of a threshold.
///
/// - Source: Keras 3 `BinaryAccuracy`; strictly above the threshold means yes.
public struct BinaryAccuracy: Metric {
  public var name: String?
  var threshold = 0.5

  public static let schema = Schema<Self>(
    "BinaryAccuracy", summary: "The share of examples on the right side of a threshold.",
    [
      Field("name", \.name, doc: "The name of the result."),
      Field("threshold", \.threshold, doc: "Above it the answer is yes."),
    ])

  public static let word = "binary_accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    outputShape == [1] ? nil : "needs a model with one output, this one has \(outputShape)"
  }

  public func update(_ batch: MetricBatch, _ sums: inout MetricSums) {
    for example in 0..<batch.count {
      let isYes = batch.outputs[example] > Float(threshold)
      sums.total += isYes == (batch.labels[example] == 1) ? 1 : 0
    }
    sums.weight += Double(batch.count)
  }
}

/// The share of examples whose class has the greatest output.
///
/// - Source: Keras 3 `SparseCategoricalAccuracy`.
public struct SparseCategoricalAccuracy: Metric {
  public var name: String?

  public static let schema = Schema<Self>(
    "SparseCategoricalAccuracy",
    summary: "The share of examples whose class has the greatest output.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "sparse_categorical_accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    outputShape.count >= 2 ? nil : "needs an output for every class, this model has \(outputShape)"
  }

  public func update(_ batch: MetricBatch, _ sums: inout MetricSums) {
    for example in 0..<batch.count where batch.predicted(example) == Int(batch.labels[example]) {
      sums.total += 1
    }
    sums.weight += Double(batch.count)
  }
}

/// The share of examples whose class has the greatest output; labels are one-hot in Keras.
///
/// - Source: Keras 3 `CategoricalAccuracy`.
public struct CategoricalAccuracy: Metric {
  public var name: String?

  public static let schema = Schema<Self>(
    "CategoricalAccuracy", summary: "The share of examples whose class has the greatest output.",
    [Field("name", \.name, doc: "The name of the result.")])

  public static let word = "categorical_accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    SparseCategoricalAccuracy().problem(outputShape: outputShape, classCount: classCount)
  }

  public func update(_ batch: MetricBatch, _ sums: inout MetricSums) {
    SparseCategoricalAccuracy().update(batch, &sums)
  }
}

/// The share of examples whose class is among the k greatest outputs.
///
/// - Source: Keras 3 `SparseTopKCategoricalAccuracy`: right when fewer than k outputs are strictly
///   greater than the true class's.
public struct SparseTopKCategoricalAccuracy: Metric {
  var k = 5
  public var name: String?

  public static let schema = Schema<Self>(
    "SparseTopKCategoricalAccuracy",
    summary: "The share of examples whose class is among the k greatest outputs.",
    [
      Field("k", \.k, .atLeast(1), doc: "How many outputs count."),
      Field("name", \.name, doc: "The name of the result."),
    ])

  public static let word = "sparse_top_k_categorical_accuracy"

  public init() {}

  public func problem(outputShape: Shape, classCount: Int) -> String? {
    SparseCategoricalAccuracy().problem(outputShape: outputShape, classCount: classCount)
  }

  public func update(_ batch: MetricBatch, _ sums: inout MetricSums) {
    for example in 0..<batch.count {
      let row = UnsafeBufferPointer(
        start: batch.outputs + example * batch.width, count: batch.width)
      let own = row[Int(batch.labels[example])]
      sums.total += row.count { $0 > own } < k ? 1 : 0
    }
    sums.weight += Double(batch.count)
  }
}
