import Glibc

/// What is left of the threads when somebody else is busy.
enum BusyProcessBench: Bench {
  static let name = "busy-process"

  static let summary =
    "a training step of the first lesson's network on one thread and on all, by turns, while another "
    + "process keeps a processor busy: the speed-up, which is to be no less than 1 / 1.15."

  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    let comparison = try ThreadComparison(settings)
    report(try busy.runBeside { try comparison.measurement() })
  }

  /// Counts as long as this process lives.
  private static let busy = ChildProcess(
    "sh",
    [
      "-c",
      "while kill -0 \(getpid()); do i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done; done",
    ])
}
