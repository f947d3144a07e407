import Engine
import Testing

/// Numbers of scikit-learn 1.9.1 for scores with many ties, all of them exact in Float32.
@Suite struct ScikitLearnTests {
  /// Sixteenths.
  private static let scores = [
    1, 9, 12, 4, 9, 9, 2, 15, 6, 6, 13, 0, 9, 16, 3, 8, 4, 12, 11, 5,
  ].map { Double($0) / 16 }

  private static let truth = [
    0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0,
  ].map { $0 == 1 }

  private let curve = ExactCurve(scores: scores, truth: truth)

  private func expectNear(
    _ value: Double?, _ expected: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(abs((value ?? .nan) - expected) < 1e-12, sourceLocation: sourceLocation)
  }

  /// `roc_auc_score` and `average_precision_score`.
  @Test func areas() {
    expectNear(curve.areaUnderROC, 0.85)
    expectNear(curve.averagePrecision, 0.8350641025641026)
  }

  /// `roc_curve(drop_intermediate=False)`.
  @Test func everyPointOfTheCurve() {
    let negatives = [0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    let positives = [0, 1, 2, 3, 4, 5, 8, 8, 9, 9, 10, 10, 10, 10, 10]
    #expect(curve.points.map(\.falsePositives) == negatives.map { Double($0) })
    #expect(curve.points.map(\.truePositives) == positives.map { Double($0) })
    #expect(curve.points.dropFirst().map(\.threshold) == Set(Self.scores).sorted(by: >))
  }

  /// `precision_score`, `recall_score` and `f1_score` of `scores >= 0.5`.
  @Test func aThreshold() {
    let point = curve.operatingPoint(at: 0.5)
    expectNear(point.precision, 0.7272727272727273)
    expectNear(point.recall, 0.8)
    expectNear(point.f1, 0.7619047619047619)
    expectNear(point.specificity, 0.7)
    expectNear(point.youden, 0.5)
    // Between two scores the one above decides: 0.55 lets the same pass as 0.5625.
    #expect(curve.operatingPoint(at: 0.55).recall == curve.operatingPoint(at: 0.5625).recall)
    #expect(curve.operatingPoint(at: 1.5).recall == 0)
    #expect(curve.operatingPoint(at: 1.5).specificity == 1)
  }

  /// The maxima of F1 along `precision_recall_curve` and of `tpr − fpr` along `roc_curve`.
  @Test func theBestThresholds() {
    #expect(curve.bestByF1?.threshold == 0.5625)
    expectNear(curve.bestByF1?.f1, 0.8)
    #expect(curve.bestByYouden?.threshold == 0.5625)
    expectNear(curve.bestByYouden?.youden, 0.6)
  }

  /// Of equals the highest threshold: two scores that change nothing in a row of their own kind.
  @Test func ofEqualThresholdsTheHighest() {
    // J is ½ at 0.9 and, after a no and a yes, again at 0.2.
    let curve = ExactCurve(scores: [0.9, 0.5, 0.2, 0.1], truth: [true, false, true, false])
    #expect(curve.bestByYouden?.threshold == 0.9)
    #expect(ExactCurve(scores: [0.5], truth: [true]).bestByYouden == nil)
    #expect(ExactCurve(scores: [0.5], truth: [false]).bestByF1 == nil)
  }

  /// `calibration_curve(n_bins=5)`, and the expected calibration error in the same bins.
  @Test func calibration() {
    let five = Reliability(probabilities: Self.scores, truth: Self.truth, binCount: 5)
    #expect(five.bins.map(\.count) == [4, 5, 5, 3, 3])
    for (bin, expected) in zip(five.bins, [0, 0.4, 0.6, 0.6666666666666666, 1]) {
      expectNear(bin.shareTrue, expected)
    }
    let means = [0.09375, 0.3125, 0.55, 0.7291666666666666, 0.9166666666666666]
    for (bin, expected) in zip(five.bins, means) { expectNear(bin.meanProbability, expected) }
    expectNear(five.expectedError, 0.075)
  }

  /// With four bins 4/16, 8/16 and 12/16 lie on bounds: they belong to the bin below.
  @Test func whatLiesOnABoundBelongsBelow() {
    let four = Reliability(probabilities: Self.scores, truth: Self.truth, binCount: 4)
    #expect(four.bins.map(\.count) == [6, 4, 7, 3])
    for (bin, expected) in zip(four.bins, [1.0 / 6, 0.25, 5.0 / 7, 1]) {
      expectNear(bin.shareTrue, expected)
    }
    expectNear(four.expectedError, 0.075)
    let ends = Reliability(probabilities: [0, 1], truth: [false, true], binCount: 4)
    #expect(ends.bins.map(\.count) == [1, 0, 0, 1])
    #expect(ends.expectedError == 0)
  }

  /// `classification_report` and the averages of `precision_score`, `recall_score` and `f1_score`.
  @Test func averagesOfClasses() {
    let report = ClassificationReport(confusion: [[50, 3, 7], [2, 41, 0], [9, 1, 20]])
    let expected: [(ClassificationReport.Row, [Double])] = [
      (report.macro, [0.8238413276664641, 0.8178294573643411, 0.8200062829249433]),
      (report.micro, [0.8345864661654135, 0.8345864661654135, 0.8345864661654135]),
      (report.weighted, [0.8314310366079133, 0.8345864661654135, 0.832387896666416]),
    ]
    for (row, numbers) in expected {
      expectNear(row.precision, numbers[0])
      expectNear(row.recall, numbers[1])
      expectNear(row.f1, numbers[2])
      #expect(row.support == 133)
    }
  }

  /// One class against the others, with ties: `roc_auc_score(y == c, p[:, c])` and the same of
  /// `average_precision_score`.
  @Test func oneClassAgainstTheOthers() {
    let sixteenths: [[Double]] = [
      [8, 4, 4], [2, 10, 4], [4, 4, 8], [8, 8, 0], [1, 1, 14], [6, 6, 4], [3, 12, 1], [10, 2, 4],
      [5, 5, 6], [0, 8, 8], [4, 10, 2], [7, 1, 8],
    ]
    let truth = [0, 1, 2, 1, 2, 0, 1, 0, 0, 2, 2, 2]
    let areas = [0.859375, 0.9259259259259259, 0.8571428571428571]
    let precisions = [0.7333333333333333, 0.7555555555555555, 0.9]
    for label in 0..<3 {
      let curve = ExactCurve(
        scores: sixteenths.map { $0[label] / 16 }, truth: truth.map { $0 == label })
      expectNear(curve.areaUnderROC, areas[label])
      expectNear(curve.averagePrecision, precisions[label])
    }
  }
}
