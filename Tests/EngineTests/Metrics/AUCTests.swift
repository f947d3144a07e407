import Engine
import Testing

/// Areas under curves through few points.
@Suite struct AUCTests {
  private func area(
    _ call: String, _ scores: [Float], _ labels: [Int32], weights: [Float]? = nil
  ) throws -> Double {
    try MetricBench(call, scores.map { [$0] }, labels: labels, weights: weights).numbers()[0]
  }

  /// Keras' own example: rates of true positives 1, ½, 0 and of false ones 1, 0, 0.
  @Test func theExampleOfKeras() throws {
    let (scores, labels): ([Float], [Int32]) = ([0, 0.5, 0.3, 0.9], [0, 0, 1, 1])
    #expect(try area("AUC(num_thresholds=3)", scores, labels) == 0.75)
    #expect(try area("AUC(num_thresholds=3)", scores, labels, weights: [1, 0, 0, 1]) == 1)
    #expect(try area("AUC(3, ROC, minoring)", scores, labels) == 0.5)
    #expect(try area("AUC(3, ROC, majoring)", scores, labels) == 1)
  }

  /// Precision ½ at recall 1 and precision 1 at recall ½: a trapezoid's and Davis' areas differ.
  @Test func precisionAndRecall() throws {
    let (scores, labels): ([Float], [Int32]) = ([0, 0.5, 0.3, 0.9], [0, 0, 1, 1])
    #expect(try area("AUC(3, PR, minoring)", scores, labels) == 0.5 * 0.5 + 0.5 * 0)
    #expect(try area("AUC(3, PR, majoring)", scores, labels) == 0.5 * 1 + 0.5 * 1)
    // From 1 of 1 answers right to 2 of 4: slope ⅓, intercept ⅔; then a constant precision of 1.
    let between = (1.0 / 3) * (1 + (2.0 / 3) * 1.3862943611198906) / 2
    let expected = between + 0.5
    #expect(abs(try area("AUC(3, PR)", scores, labels) - expected) < 1e-12)
  }

  @Test func oneClassHasNoArea() throws {
    #expect(try area("AUC()", [0.2, 0.7], [1, 1]) == 0)
  }

  /// A number on a threshold falls where Keras' multiplication in Float32 puts it.
  ///
  /// 31 / 199 · 199 is rounded up beyond 31 and lies above that threshold; 32 / 199 does not.
  @Test func thresholdsAreMetAsInFloat32() throws {
    let share: (Double) -> Float = { Float($0 / 199) }
    #expect(try area("AUC()", [share(31), share(30.5)], [1, 0]) == 1)
    #expect(try area("AUC()", [share(32), share(31.5)], [1, 0]) == 0.5)
  }

  /// Every output has a curve: the first is perfect, the second the wrong way round.
  @Test func labelsApart() throws {
    let rows: [[Float]] = [[0.9, 0.1], [0.1, 0.9]]
    func numbers(_ call: String) throws -> [Double] {
      try MetricBench(call, rows, targets: [[1, 1], [0, 0]]).numbers()
    }
    #expect(try numbers("AUC(multi_label=True)") == [0.5])
    #expect(try numbers("AUC(multi_label=True, label_weights=[3, 1])") == [0.75])
    // As one curve with the second output left out.
    #expect(try numbers("AUC(label_weights=[1, 0])") == [1])
  }

  @Test func theBestUnderACondition() throws {
    let (scores, labels): ([Float], [Int32]) = ([0.1, 0.4, 0.6, 0.8], [0, 1, 0, 1])
    // Precision 1 at 0.8 with recall ½, ⅔ with recall 1.
    #expect(try area("RecallAtPrecision(1)", scores, labels) == 0.5)
    #expect(try area("PrecisionAtRecall(0.75)", scores, labels) == 2.0 / 3)
    #expect(try area("SpecificityAtSensitivity(1)", scores, labels) == 0.5)
    #expect(try area("SensitivityAtSpecificity(1)", scores, labels) == 0.5)
  }
}
