import Benchmarks
import Testing

@Suite struct MeasurementTests {
  @Test func aMeasurementIsALineOfJSON() {
    let measurement = Measurement(
      seconds: 1.2345678, unit: "pass", labels: [("kernel", "Dense(8)")],
      details: [("gigaflops", 12.345678), ("small", 0.000012345678)])
    let usage = Machine.Usage(seconds: 2.345, involuntarySwitches: 7)
    #expect(
      measurement.line("kernels-dense", usage: usage) == """
        {"peer": "konspekt", "bench": "kernels-dense", "kernel": "Dense(8)", "seconds": 1.23457, \
        "unit": "pass", "gigaflops": 12.34568, "small": 1.235e-05, "cpu_seconds": 2.35, \
        "involuntary_switches": 7}
        """)
  }
}
