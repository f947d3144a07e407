import Reports
import Testing

struct ScaleTests {
  private func scale(_ values: [Double], tickCount: Int = 5) -> Scale {
    Scale(covering: values, from: 200, to: 0, tickCount: tickCount)
  }

  @Test func ticksAreRoundAndCoverTheValues() {
    // 0.334 over five steps is 0.067 each; the next round step is 0.1.
    let loss = scale([0.0662, 0.4002])
    #expect(loss.ticks.map { coordinate($0 * 10) } == ["0", "1", "2", "3", "4", "5"])
    #expect(loss.domain == 0...0.5)
    #expect(loss.decimals == 1)
    // 0.12 over five is 0.024: steps of 0.05.
    let accuracy = scale([0.8559, 0.9757])
    #expect(accuracy.ticks.count == 4)
    #expect(accuracy.decimals == 2)
    // 900 over five is 180: steps of 200, without decimals.
    #expect(scale([100, 1000]).ticks == [0, 200, 400, 600, 800, 1000])
    #expect(scale([100, 1000]).decimals == 0)
  }

  @Test func stepsOfOneTenthOfTheirPowerNeedADecimalLess() {
    // 4.9 over five is 0.98: the next round step is 1, written without decimals.
    #expect(scale([0, 4.9]).decimals == 0)
    #expect(scale([0, 4.9]).ticks == [0, 1, 2, 3, 4, 5])
  }

  @Test func valuesBecomeCoordinates() {
    let scale = scale([0, 100])
    #expect(scale(0) == 200)
    #expect(scale(100) == 0)
    #expect(scale(25) == 150)
  }

  @Test func equalValuesGetRoomAroundThem() {
    let scale = scale([0.5, 0.5])
    #expect(scale.domain.lowerBound < 0.5)
    #expect(scale.domain.upperBound > 0.5)
    #expect(scale(0.5).isFinite)
  }

  @Test func whatIsNoNumberIsLeftOut() {
    #expect(scale([.nan, 1, .infinity, 2]).domain == 1...2)
    #expect(scale([.nan]).domain == 0...1)
    #expect(scale([]).ticks.count >= 2)
  }

  @Test func coordinatesHaveAtMostOneDecimal() {
    #expect(coordinate(12) == "12")
    #expect(coordinate(12.04) == "12")
    #expect(coordinate(12.05) == "12.1")
    #expect(coordinate(-0.25) == "-0.3")
    #expect(coordinate(-0.04) == "0")
  }
}
