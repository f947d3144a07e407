import Engine
import Foundation
import Testing

/// Losses of numbers that can be worked out by hand.
@Suite struct LossTests {
  private func check(
    _ call: String, _ rows: [[Float]], _ targets: [[Float]], _ expected: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let total = try LossBench(call, rows, targets: targets).run().total
    #expect(
      abs(total - expected) < 1e-5 * max(1, abs(expected)), "\(call)",
      sourceLocation: sourceLocation)
  }

  @Test func differences() throws {
    // Differences 0.5 and −2.
    let (rows, targets): ([[Float]], [[Float]]) = ([[1.5, 1]], [[1, 3]])
    try check("mse", rows, targets, (0.25 + 4) / 2)
    try check("mae", rows, targets, (0.5 + 2) / 2)
    try check("mape", rows, targets, 100 * (0.5 + 2.0 / 3) / 2)
    try check("Huber()", rows, targets, (0.125 + (2 - 0.5)) / 2)
    try check("Huber(0.25)", rows, targets, (0.25 * 0.5 + 0.25 * 2 - 2 * 0.03125) / 2)
    try check("log_cosh", rows, targets, (log(cosh(0.5)) + log(cosh(2.0))) / 2)
    let squares = pow(log(2.5 / 2), 2) + pow(log(2.0 / 4), 2)
    try check("msle", rows, targets, squares / 2)
  }

  @Test func logCoshOfLargeDifferencesIsFinite() throws {
    try check("log_cosh", [[-1000]], [[0]], 1000 - log(2))
  }

  @Test func margins() throws {
    // 1 − t y: 0.5 and 1.5.
    try check("hinge", [[0.5, -0.5]], [[1, 1]], (0.5 + 1.5) / 2)
    try check("squared_hinge", [[0.5, -0.5]], [[1, 1]], (0.25 + 2.25) / 2)
    // Targets 0 and 1 mean −1 and 1.
    try check("hinge", [[0.5, -0.5]], [[1, 0]], (0.5 + 0.5) / 2)
    // With other targets, 0 stays 0.
    try check("hinge", [[0.5, -0.5]], [[-1, 0]], (1.5 + 1) / 2)
    // The best rival has 0.5, the true class 0.2.
    try check("categorical_hinge", [[0.2, 0.3, 0.5]], [[1, 0, 0]], 0.5 - 0.2 + 1)
    try check("categorical_hinge", [[2, 0.3, 0.5]], [[1, 0, 0]], 0)
  }

  @Test func distributions() throws {
    let divergence: Double = 0.5 * log(0.5 / 0.25) + 0.5 * log(0.5 / 0.75)
    try check("kld", [[0.25, 0.75]], [[0.5, 0.5]], divergence)
    let likelihood: Double = 2 - log(2.0) + 4 - 3 * log(4.0)
    try check("poisson", [[2, 4]], [[1, 3]], likelihood / 2)
    try check("cosine_similarity", [[3, 4]], [[8, 6]], -48.0 / 50)
  }

  @Test func crossEntropies() throws {
    // p of the truth: 0.5, and 0.25 after division by the sum.
    try check("categorical_crossentropy", [[0.25, 0.5, 0.25]], [[0, 1, 0]], log(2))
    try check("categorical_crossentropy", [[1, 2, 1]], [[1, 0, 0]], log(4))
    // Smoothed by 0.15 the targets are 0.05, 0.9 and 0.05.
    try check(
      "CategoricalCrossentropy(label_smoothing=0.15)", [[0.25, 0.5, 0.25]], [[0, 1, 0]],
      0.9 * log(2) + 2 * 0.05 * log(4))
    try check("binary_crossentropy", [[0.8, 0.4]], [[1, 0]], -(log(0.8) + log(0.6)) / 2)
    // A logit of 0 is a probability of a half, smoothed or not.
    try check("BinaryCrossentropy(from_logits=True, label_smoothing=0.3)", [[0]], [[1]], log(2))
    try check(
      "BinaryFocalCrossentropy(gamma=2)", [[0.8]], [[1]], -0.2 * 0.2 * log(0.8))
    try check(
      "BinaryFocalCrossentropy(True, 0.25, 1)", [[0.8]], [[0]], -0.75 * 0.8 * log(0.2))
    try check(
      "CategoricalFocalCrossentropy(0.5, 1)", [[0.8, 0.2]], [[0, 1]], -0.5 * 0.8 * log(0.2))
    try check(
      "CategoricalGeneralizedCrossEntropy(0.5)", [[0.25, 0.75]], [[1, 0]], (1 - 0.5) / 0.5)
  }

  /// 1 − 1e-7 is 0.99999988 in Float32: a sure mistake costs 15.942385 or 16.118095.
  @Test(arguments: ["binary_crossentropy", "BinaryFocalCrossentropy(gamma=0)"])
  func sureMistakesCostWhatTheyCostInFloat32(_ call: String) throws {
    try check(call, [[1]], [[0]], 15.942385)
    try check(call, [[0]], [[1]], 16.118095)
    #expect(try LossBench(call, [[0]], targets: [[1]]).run().gradient == [0])
  }

  @Test func focalLogitsAreExactWhereProbabilitiesAreClipped() throws {
    try check("BinaryFocalCrossentropy(from_logits=True)", [[-90]], [[1]], 90)
    let bench = try LossBench("BinaryFocalCrossentropy()", [[-90]], targets: [[1]])
    #expect(bench.loss.usesLogits(of: .sigmoid))
    #expect(abs(bench.run(isFromLogits: true).total - 90) < 1e-4)
  }

  /// At the ends of a power below 1 the slope is infinite, and 0 times that is no number.
  @Test func gradientsOfSureAnswersAreNumbers() throws {
    let right = try LossBench(
      "BinaryFocalCrossentropy(gamma=0.5, from_logits=True)", [[90]], targets: [[1]]
    ).run()
    #expect(right.gradient == [0])
    let wrong = try LossBench(
      "CategoricalGeneralizedCrossEntropy(0.5)", [[0, 1]], targets: [[1, 0]]
    ).run()
    #expect(wrong.total == 2)
    // −1 / √1e-7.
    #expect(abs(wrong.gradient[0] + 3162.2776) < 1e-2)
    #expect(wrong.gradient[1] == 0)
  }

  @Test func aMeanIsByTheNumberOfExamplesUnlessItIsByWeights() throws {
    // Losses 1 and 4 with weights 3 and 1.
    let expected = [
      "sum_over_batch_size": 3.5, "mean": 3.5, "sum": 7, "mean_with_sample_weight": 1.75,
    ]
    for (reduction, value) in expected {
      let bench = try LossBench(
        "MeanSquaredError(reduction=\(reduction))", [[1], [2]], targets: [[0], [0]],
        weights: [3, 1])
      #expect(bench.run().total == value, "\(reduction)")
    }
  }

  @Test func ignoredLabelsDoNotCount() throws {
    let bench = try LossBench(
      "SparseCategoricalCrossentropy(ignore_class=255)", [[0.5, 0.5], [0.1, 0.9], [0.25, 0.75]],
      labels: [0, 255, 1])
    let result = bench.run()
    #expect(abs(result.total - (log(2) - log(0.75)) / 2) < 1e-6)
    #expect(result.rows[1] == 0)
    #expect(Array(result.gradient[2..<4]) == [0, 0])
  }
}
