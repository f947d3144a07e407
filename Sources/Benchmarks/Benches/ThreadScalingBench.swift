/// What more threads bring.
enum ThreadScalingBench: Bench {
  static let name = "thread-scaling"

  static let summary =
    "a training step of the first lesson's network on one thread and on all, by turns: the speed-up, "
    + "the median of seven rounds of 20 × --steps steps."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    report(try ThreadComparison(settings).measurement())
  }
}
