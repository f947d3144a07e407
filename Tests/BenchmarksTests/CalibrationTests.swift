import Benchmarks
import Testing

@Suite struct CalibrationTests {
  @Test func anInterruptionDoesNotPassForWork() {
    var times = [0.001, 0.002, 0.001, 0.002, 0.050]
    #expect(Calibration.least { times.removeLast() } == 0.001)
    #expect(times == [])
  }
}
