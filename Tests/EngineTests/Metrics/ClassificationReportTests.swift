import Engine
import Testing

/// Reports of small confusion matrices.
@Suite struct ClassificationReportTests {
  /// True classes 0 (4 examples) and 1 (2); one 0 is taken for 1.
  @Test func twoClasses() {
    let report = ClassificationReport(confusion: [[3, 1], [0, 2]])
    #expect(report.classes.map(\.precision) == [1, 2.0 / 3])
    #expect(report.classes.map(\.recall) == [0.75, 1])
    #expect(report.classes.map(\.f1) == [6.0 / 7, 0.8])
    #expect(report.classes.map(\.support) == [4, 2])
    #expect(report.accuracy == 5.0 / 6)
    #expect(report.macro.recall == 0.875)
    #expect(abs(report.weighted.precision - 8.0 / 9) < 1e-12)
    #expect(report.macro.support == 6)
  }

  @Test func whatIsNeverPredictedHasNoPrecision() {
    let report = ClassificationReport(confusion: [[2, 0], [1, 0]])
    #expect(report.classes[1].precision == 0)
    #expect(report.classes[1].recall == 0)
    #expect(report.classes[1].f1 == 0)
  }

  @Test func nothingGivesZeros() {
    #expect(ClassificationReport(confusion: [[0, 0], [0, 0]]).accuracy == 0)
  }
}
