import Diagnostics
import Engine
import Testing

/// Schedules at steps where the rate can be worked out, and where Keras was asked.
@Suite struct ScheduleTests {
  private func rates(_ text: String, _ steps: [Int]) throws -> [Double] {
    let rate = try read(text, as: LearningRate.self)
    return steps.map { rate.rate(at: $0) }
  }

  private func expect(
    _ rates: [Double], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(rates.count == expected.count, sourceLocation: sourceLocation)
    for (rate, wanted) in zip(rates, expected) {
      #expect(abs(rate - wanted) < 1e-8, sourceLocation: sourceLocation)
    }
  }

  @Test func aNumberStays() throws {
    #expect(try rates("0.01", [0, 1, 1000]) == [0.01, 0.01, 0.01])
  }

  @Test func theCosineFallsAfterTheRise() throws {
    expect(try rates("CosineDecay(0.1, 10)", [0, 5, 10, 99]), [0.1, 0.05, 0, 0])
    expect(
      try rates("CosineDecay(0.0, 10, 0.1, 'name', 0.2, 4)", [0, 2, 4, 9, 14, 99]),
      [0, 0.1, 0.2, 0.11, 0.02, 0.02])
    // Without a target there is no rise.
    expect(try rates("CosineDecay(0.1, 10, warmup_steps=4)", [0, 5]), [0.1, 0.05])
  }

  @Test func restartsAgreeWithKeras() throws {
    expect(
      try rates("CosineDecayRestarts(0.1, 10, 1.0, 0.9)", [0, 5, 9, 10, 25, 99, 100]),
      [0.1, 0.05, 0.002447174, 0.09, 0.0405, 0.000948093, 0.034867844])
    expect(
      try rates("CosineDecayRestarts(0.1, 10, 2.0, 0.5, 0.1)", [0, 5, 9, 10, 25, 29, 30, 69, 70]),
      [0.1, 0.055, 0.012202457, 0.055, 0.016590097, 0.010277013, 0.0325, 0.010034674, 0.02125])
    // A hundred million stretches do not take longer than one.
    expect(try rates("CosineDecayRestarts(0.1, 1, 1.0)", [100_000_000]), [0.1])
  }

  @Test func decaysAreWorkedOut() throws {
    expect(try rates("ExponentialDecay(0.1, 10, 0.25)", [0, 5, 10]), [0.1, 0.05, 0.025])
    expect(try rates("ExponentialDecay(0.1, 10, 0.25, True)", [9, 10, 19]), [0.1, 0.025, 0.025])
    expect(try rates("InverseTimeDecay(0.1, 10, 1.0)", [0, 10, 30]), [0.1, 0.05, 0.025])
    expect(try rates("InverseTimeDecay(0.1, 10, 1.0, True)", [9, 10]), [0.1, 0.05])
    expect(try rates("PolynomialDecay(0.1, 10, 0.0, 2.0)", [0, 5, 10, 11]), [0.1, 0.025, 0, 0])
    expect(
      try rates("PolynomialDecay(0.1, 10, 0.01, 0.5, True)", [0, 10, 11, 20, 25]),
      [0.1, 0.01, 0.070373833, 0.01, 0.04674235])
  }

  @Test func aBoundaryHasTheValueBeforeIt() throws {
    #expect(
      try rates("PiecewiseConstantDecay([2, 4], [0.3, 0.2, 0.0])", [0, 2, 3, 4, 5])
        == [0.3, 0.3, 0.2, 0.2, 0])
  }

  @Test(arguments: [
    ("PiecewiseConstantDecay([2, 4], [0.3, 0.2])", "schedule-settings"),
    ("PiecewiseConstantDecay([4, 2], [0.3, 0.2, 0.1])", "schedule-settings"),
    ("PiecewiseConstantDecay([2], [0.3, -0.2])", "schedule-settings"),
    ("CosineDecay(0.1, 0)", "field-range"), ("CosineDecay(0.1)", "argument-missing"),
    ("CosineDecayRestarts(0.1, 10, 0.5)", "field-range"),
    ("CosinusDecay(0.1, 10)", "schedule-unknown"),
    ("0", "field-range"),
  ])
  func mistakesAreNamed(_ text: String, _ id: String) {
    #expect(problems(of: text, as: LearningRate.self).map(\.id) == [id])
  }
}
