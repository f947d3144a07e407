import Engine
import Testing

/// Exact curves of few scores.
@Suite struct ExactCurveTests {
  /// Pairs of a yes and a no: 0.8 beats both, 0.4 beats one of two.
  @Test func areas() {
    let curve = ExactCurve(scores: [0.1, 0.4, 0.6, 0.8], truth: [false, true, false, true])
    #expect(curve.areaUnderROC == 0.75)
    // Recall ½ at precision 1, then ½ more at ⅔.
    #expect(curve.averagePrecision == 0.5 + 0.5 * (2.0 / 3))
    #expect(curve.points.map(\.truePositives) == [0, 1, 1, 2, 2])
    #expect(curve.points.map(\.falsePositives) == [0, 0, 1, 1, 2])
  }

  @Test func drawnPoints() {
    let curve = ExactCurve(scores: [0.1, 0.4, 0.6, 0.8], truth: [false, true, false, true])
    #expect(curve.receiverOperatingCharacteristic.map(\.x) == [0, 0, 0.5, 0.5, 1])
    #expect(curve.receiverOperatingCharacteristic.map(\.y) == [0, 0.5, 0.5, 1, 1])
    #expect(curve.precisionRecall.map(\.x) == [0.5, 0.5, 1, 1])
    #expect(curve.precisionRecall.map(\.y) == [1, 0.5, 2.0 / 3, 0.5])
    let steps = curve.precisionRecallSteps
    #expect(steps.map(\.x) == [0, 0.5, 0.5, 0.5, 0.5, 1, 1, 1])
    let area = zip(steps, steps.dropFirst()).reduce(0) { $0 + ($1.1.x - $1.0.x) * $1.1.y }
    #expect(area == curve.averagePrecision)
  }

  /// Equal scores are one point: a line goes past both, and the area under it is a half.
  @Test func equalScoresAreOnePoint() {
    let curve = ExactCurve(scores: [0.5, 0.5], truth: [true, false])
    #expect(curve.points.count == 2)
    #expect(curve.areaUnderROC == 0.5)
    #expect(curve.averagePrecision == 0.5)
  }

  @Test func weightsCount() {
    let curve = ExactCurve(
      scores: [0.1, 0.4, 0.6], truth: [true, true, false], weights: [1, 3, 2])
    #expect(curve.areaUnderROC == 0)
    // Recall ¾ at precision 3/5, then ¼ more at 4/6.
    let expected = 0.75 * (3.0 / 5) + 0.25 * (4.0 / 6)
    #expect(abs((curve.averagePrecision ?? 0) - expected) < 1e-12)
  }

  @Test func withoutOneOfTheAnswersThereIsNoArea() {
    #expect(ExactCurve(scores: [0.1], truth: [true]).areaUnderROC == nil)
    #expect(ExactCurve(scores: [0.1], truth: [false]).averagePrecision == nil)
    #expect(ExactCurve(scores: [], truth: []).areaUnderROC == nil)
  }
}
