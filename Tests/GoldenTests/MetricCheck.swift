import Engine
import Formats
import Schemas
import Tensors

/// Cases of metrics: the result after one batch and after both, and what scikit-learn says exactly.
enum MetricCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    let data = try MetricData(golden)
    let split = Int(try golden.json("batch_split").array?[1].number ?? 0)
    if golden.operation == "confusion_matrix" { return try compareConfusion(golden, data, split) }
    let metric = try read(golden.call, as: MetricCall.self).metric
    var state = [Double](repeating: 0, count: metric.stateSize(width: data.width))
    var computed: [String: [Double]] = [:]
    data.withBatch(0..<split) { metric.update($0, &state) }
    computed["result_batch1"] = metric.numbers(state, width: data.width)
    data.withBatch(split..<data.count) { metric.update($0, &state) }
    computed["result"] = metric.numbers(state, width: data.width)
    var comparison = try GoldenComparison(golden, computed: computed)
    try compareExactly(golden, data, &comparison)
    return comparison
  }

  private static func compareConfusion(
    _ golden: GoldenCase, _ data: MetricData, _ split: Int
  ) throws -> GoldenComparison {
    let first = data.confusion(0..<split)
    let all = data.confusion(0..<data.count)
    var comparison = try GoldenComparison(
      golden, computed: ["result_batch1": first.flatMap { $0 }, "result": all.flatMap { $0 }])
    try compareExactly(golden, data, &comparison)
    return comparison
  }

  /// Compares the curve and the report with scikit-learn's.
  private static func compareExactly(
    _ golden: GoldenCase, _ data: MetricData, _ comparison: inout GoldenComparison
  ) throws {
    func require(_ name: String, _ values: [Double]) throws {
      guard let expected = golden.arrays[name]?.doubles else { return }
      let agrees =
        values.count == expected.count
        && zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
      comparison.require(agrees, "\(name) is \(values), scikit-learn has \(expected)")
    }
    if data.width == 1 {
      try requireCurve(golden, data, require)
    } else {
      try requireReport(ClassificationReport(confusion: data.confusion(0..<data.count)), require)
      try require("sklearn_confusion", data.confusion(0..<data.count).flatMap { $0 })
    }
  }

  private typealias Requirement = (String, [Double]) throws -> Void

  private static func requireCurve(
    _ golden: GoldenCase, _ data: MetricData, _ require: Requirement
  ) throws {
    let curve = ExactCurve(scores: data.scores, truth: data.truth, weights: data.doubleWeights)
    try require("sklearn_roc_auc", curve.areaUnderROC.map { [$0] } ?? [])
    try require("sklearn_average_precision", curve.averagePrecision.map { [$0] } ?? [])
    let roc = curve.receiverOperatingCharacteristic
    try require("sklearn_roc_fpr", roc.map(\.x))
    try require("sklearn_roc_tpr", roc.map(\.y))
    // Infinity is kept as 1e30.
    try require("sklearn_roc_thresholds", curve.points.map { min($0.threshold, 1e30) })
    // scikit-learn goes from the least threshold to the greatest and adds the point of no answers.
    try require("sklearn_pr_recall", curve.precisionRecall.reversed().map(\.x) + [0])
    try require("sklearn_pr_precision", curve.precisionRecall.reversed().map(\.y) + [1])
    let thresholds = curve.points.dropFirst().reversed().map(\.threshold)
    try require("sklearn_pr_thresholds", thresholds)
    let threshold = golden.config["threshold"] ?? golden.config["thresholds"]
    let report = ClassificationReport(
      confusion: data.binaryConfusion(threshold: threshold?.number ?? 0.5))
    try require("sklearn_precision", [report.classes[1].precision])
    try require("sklearn_recall", [report.classes[1].recall])
    try require("sklearn_f1", [report.classes[1].f1])
    try require("sklearn_accuracy", [report.accuracy])
  }

  private static func requireReport(
    _ report: ClassificationReport, _ require: Requirement
  ) throws {
    try require("sklearn_accuracy", [report.accuracy])
    try require("sklearn_support", report.classes.map(\.support))
    try require("sklearn_precision_per_class", report.classes.map(\.precision))
    try require("sklearn_recall_per_class", report.classes.map(\.recall))
    try require("sklearn_f1_per_class", report.classes.map(\.f1))
    for (name, row) in [("macro", report.macro), ("weighted", report.weighted)] {
      try require("sklearn_precision_\(name)", [row.precision])
      try require("sklearn_recall_\(name)", [row.recall])
      try require("sklearn_f1_\(name)", [row.f1])
    }
    // Of all answers together: a wrong one is wrong for one class and missed by another.
    for name in ["precision", "recall", "f1"] {
      try require("sklearn_\(name)_micro", [report.accuracy])
    }
  }
}

/// The rows of a case of a metric.
struct MetricData {
  let count: Int
  let width: Int
  private let outputs: [Float]
  private let labels: [Int32]
  private let targets: [Float]
  private let weights: [Float]?

  init(_ golden: GoldenCase) throws {
    let predictions = try golden.array("y_pred")
    let truth = try golden.array("y_true")
    outputs = predictions.floats
    count = predictions.shape[0]
    let width = predictions.shape.rank > 1 ? predictions.shape[-1] : 1
    self.width = width
    weights = golden.arrays["sample_weight"]?.floats
    if truth.shape.count == outputs.count {
      targets = truth.floats
      let rows = truth.floats
      labels = (0..<count).map { row in
        Int32((0..<width).max { rows[row * width + $0] < rows[row * width + $1] } ?? 0)
      }
    } else {
      let classes = truth.labels ?? []
      labels = classes
      targets = (0..<outputs.count).map { Int32($0 % width) == classes[$0 / width] ? 1 : 0 }
    }
  }

  var scores: [Double] { outputs.map(Double.init) }

  var truth: [Bool] { targets.map { $0 > 0 } }

  var doubleWeights: [Double]? { weights?.map(Double.init) }

  /// Lends some rows as a batch.
  func withBatch(_ rows: Range<Int>, _ body: (MetricBatch) -> Void) {
    outputs.withUnsafeBufferPointer { outputs in
      targets.withUnsafeBufferPointer { targets in
        labels.withUnsafeBufferPointer { labels in
          (weights ?? []).withUnsafeBufferPointer { weights in
            guard let o = outputs.baseAddress, let t = targets.baseAddress,
              let l = labels.baseAddress
            else { return }
            body(
              MetricBatch(
                count: rows.count, width: width, outputs: o + rows.lowerBound * width,
                labels: l + rows.lowerBound, targets: t + rows.lowerBound * width,
                weights: self.weights == nil
                  ? nil : weights.baseAddress.map { $0 + rows.lowerBound }))
          }
        }
      }
    }
  }

  /// The confusion matrix of a yes or no.
  func binaryConfusion(threshold: Double) -> [[Double]] {
    var counts = [[0.0, 0.0], [0.0, 0.0]]
    for (row, output) in outputs.enumerated() {
      counts[targets[row] > 0 ? 1 : 0][output > Float(threshold) ? 1 : 0] +=
        Double(weights?[row] ?? 1)
    }
    return counts
  }

  /// The confusion matrix of some rows: true classes by predicted ones.
  func confusion(_ rows: Range<Int>) -> [[Double]] {
    var counts = Array(repeating: Array(repeating: 0.0, count: width), count: width)
    let outputs = Tensor(
      Array(outputs[(rows.lowerBound * width)..<(rows.upperBound * width)]),
      shape: [rows.count, width])
    let result = Evaluator.Result(
      metrics: [], outputs: outputs, labels: Array(labels[rows]))
    for (row, predicted) in result.predictedClasses.enumerated() {
      let index = rows.lowerBound + row
      counts[Int(labels[index])][predicted] += Double(weights?[index] ?? 1)
    }
    return counts
  }
}
