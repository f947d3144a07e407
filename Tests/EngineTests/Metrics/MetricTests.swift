import Diagnostics
import Engine
import Foundation
import Tensors
import Testing

/// Metrics of numbers that can be worked out by hand.
@Suite struct MetricTests {
  private func check(
    _ call: String, _ rows: [[Float]], labels: [Int32], _ expected: Double...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let numbers = try MetricBench(call, rows, labels: labels).numbers()
    #expect(numbers.count == expected.count, sourceLocation: sourceLocation)
    for (number, expected) in zip(numbers, expected) {
      #expect(abs(number - expected) < 1e-6, "\(call)", sourceLocation: sourceLocation)
    }
  }

  /// True classes 0, 1, 2, 2; predicted 0, 0, 2, 1.
  private static let rows: [[Float]] = [
    [0.6, 0.3, 0.1], [0.5, 0.4, 0.1], [0.1, 0.2, 0.7], [0.2, 0.55, 0.25],
  ]
  private static let labels: [Int32] = [0, 1, 2, 2]

  @Test func accuracies() throws {
    for call in ["accuracy", "SparseCategoricalAccuracy()", "CategoricalAccuracy()"] {
      try check(call, Self.rows, labels: Self.labels, 0.5)
    }
    try check("TopKCategoricalAccuracy(2)", Self.rows, labels: Self.labels, 1)
    try check("SparseTopKCategoricalAccuracy(k=1)", Self.rows, labels: Self.labels, 0.5)
    // One output: above a half is 1.
    try check("accuracy", [[0.5], [0.6], [0.9]], labels: [0, 1, 0], 2.0 / 3)
    try check("BinaryAccuracy(threshold=0.6)", [[0.5], [0.7], [0.9]], labels: [0, 1, 0], 2.0 / 3)
  }

  @Test func equalOutputsAreTheFirst() throws {
    let rows: [[Float]] = [[0.4, 0.4, 0.2], [0.4, 0.4, 0.2]]
    try check("accuracy", rows, labels: [0, 1], 0.5)
    // Fewer than one output is greater than that of the class.
    try check("TopKCategoricalAccuracy(k=1)", rows, labels: [0, 1], 1)
    // Every greatest output is an answer: precision 1/2, recall 1, of both classes.
    try check("F1Score()", rows, labels: [0, 1], 2.0 / 3, 2.0 / 3, 0)
  }

  /// Of one-hot rows: answers above a half are 0.6, 0.7 and 0.55, of which the last is wrong.
  @Test func precisionAndRecallOfOneHotClasses() throws {
    try check("Precision()", Self.rows, labels: Self.labels, 2.0 / 3)
    try check("Recall()", Self.rows, labels: Self.labels, 2.0 / 4)
    try check("Precision(class_id=1)", Self.rows, labels: Self.labels, 0)
    try check("Recall(class_id=2)", Self.rows, labels: Self.labels, 0.5)
    // The greatest output of every row.
    try check("Precision(top_k=1)", Self.rows, labels: Self.labels, 0.5)
    try check("Recall(top_k=2)", Self.rows, labels: Self.labels, 1)
    try check("Recall([0.1, 0.65])", Self.rows, labels: Self.labels, 1, 0.25)
    try check("TruePositives()", Self.rows, labels: Self.labels, 2)
    try check("FalsePositives()", Self.rows, labels: Self.labels, 1)
    try check("FalseNegatives()", Self.rows, labels: Self.labels, 2)
    try check("TrueNegatives()", Self.rows, labels: Self.labels, 7)
  }

  /// Strictly above the threshold means yes, also where thresholds are spread evenly.
  @Test func thresholdsAreStrict() throws {
    try check("Recall()", [[0.5], [0.75]], labels: [1, 1], 0.5)
    try check("Recall([0, 0.5, 1])", [[0.5], [1], [0]], labels: [1, 1, 1], 2.0 / 3, 1.0 / 3, 0)
    try check("Recall([0.5, 0.2])", [[0.5], [1], [0.3]], labels: [1, 1, 1], 1.0 / 3, 1)
  }

  /// Right, wrong and missed: 1, 1, 0 of class 0; 0, 1, 1 of class 1; 1, 0, 1 of class 2.
  @Test func fScores() throws {
    let f = 2.0 / 3
    try check("F1Score()", Self.rows, labels: Self.labels, f, 0, f)
    try check("F1Score(average=macro)", Self.rows, labels: Self.labels, 2 * f / 3)
    try check("F1Score(average=micro)", Self.rows, labels: Self.labels, 0.5)
    try check("F1Score(average=weighted)", Self.rows, labels: Self.labels, (f + 2 * f) / 4)
    // Precision ½ and recall 1; precision 1 and recall ½.
    let (low, high) = (5 * 0.5 / (4 * 0.5 + 1), 5 * 0.5 / (4 * 1 + 0.5))
    try check("FBetaScore(beta=2)", Self.rows, labels: Self.labels, low, 0, high)
  }

  @Test func errors() throws {
    let rows: [[Float]] = [[0.5], [3]]
    try check("mse", rows, labels: [1, 1], (0.25 + 4) / 2)
    try check("mae", rows, labels: [1, 1], (0.5 + 2) / 2)
    try check("RootMeanSquaredError()", rows, labels: [1, 1], (4.25 / 2).squareRoot())
    try check("mape", rows, labels: [1, 1], 125)
    try check("logcosh", rows, labels: [1, 1], (log(cosh(0.5)) + log(cosh(2.0))) / 2)
    try check("hinge", [[0.5], [0.25]], labels: [1, 0], (0.5 + 1.25) / 2)
    try check("squared_hinge", [[0.5], [0.25]], labels: [1, 0], (0.25 + 1.5625) / 2)
    try check("categorical_hinge", [[0.2, 0.8]], labels: [0], 1.6)
    try check("cosine_similarity", [[3, 4]], labels: [0], 0.6)
    // The target 0 counts as 1e-7.
    let divergence: Double = log(4.0) + 1e-7 * log(1e-7 / 0.75)
    try check("kl_divergence", [[0.25, 0.75]], labels: [0], divergence)
  }

  @Test func crossEntropies() throws {
    let rows: [[Float]] = [[0.25, 0.75], [0.5, 0.5]]
    for name in ["CategoricalCrossentropy", "SparseCategoricalCrossentropy"] {
      try check("\(name)()", rows, labels: [0, 1], (log(4) + log(2)) / 2)
    }
    try check("SparseCategoricalCrossentropy(ignore_class=0)", rows, labels: [0, 1], log(2))
    try check("BinaryCrossentropy()", [[0.25], [0.5]], labels: [1, 0], (log(4) + log(2)) / 2)
  }

  /// As in Keras a bare word is the name of its result, and a call has the metric's own.
  @Test func resultsAreCalledAsTheyAreWritten() throws {
    let names = [
      "accuracy": "accuracy", "acc": "acc", "mse": "mse",
      "MeanSquaredError()": "mean_squared_error",
      "AUC()": "auc", "AUC": "AUC", "Precision(name='p')": "p", "F1Score(macro)": "f1_score",
    ]
    for (call, name) in names {
      #expect(try read(call, as: MetricCall.self).metric.resultName == name)
    }
  }

  /// As in Keras; the call is the share of outputs that are exactly their targets.
  @Test func theWordAccuracyIsTheOneThatFitsTheModel() throws {
    try check("Accuracy", Self.rows, labels: Self.labels, 0.5)
    #expect(try read("Accuracy", as: MetricCall.self).metric.resultName == "Accuracy")
    try check("Accuracy()", Self.rows, labels: Self.labels, 0)
  }

  @Test func whatAModelDoesNotHaveIsSaid() throws {
    func problem(_ call: String) throws -> String? {
      try read(call, as: MetricCall.self).metric.problem(outputShape: [3], classCount: 3)
    }
    #expect(try problem("Precision(class_id=3)") == "has no class 3: the model has 3 outputs")
    #expect(
      try problem("Recall(top_k=4)") == "looks at the 4 greatest outputs, the model has 3")
    #expect(try problem("AUC(num_labels=2)") == "has num_labels 2, the model has 3 outputs")
    #expect(try problem("AUC(label_weights=[1])") == "has 1 label_weights for 3 outputs")
    #expect(
      problems(of: "Precision(thresholds=1.5)", as: MetricCall.self).map(\.message)
        == ["thresholds must be from 0 to 1, not [1.5]"])
  }
}
