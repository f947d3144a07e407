/// Times kernels and the peak of the processors by turns.
struct KernelTimer {
  private let peak: PeakMeter

  private static let rounds = 25

  /// How long a kernel runs in a round, in seconds: little, so that some rounds are undisturbed.
  private static let duration = 0.003

  init(_ peak: PeakMeter) { self.peak = peak }

  /// Runs a kernel in rounds with the peak before and after each.
  func time(_ kernel: KernelCase, _ prepared: PreparedKernel) -> Measurement {
    let passes = passesOfRound(prepared)
    var peaks = [peak.gigaflops()]
    var seconds: [Double] = []
    for _ in 0..<Self.rounds {
      seconds.append(Self.seconds(prepared, passes: passes))
      peaks.append(peak.gigaflops())
    }
    return Measurement(
      seconds: seconds.median ?? .nan, unit: "pass",
      labels: [("kernel", kernel.kernel), ("pass", kernel.pass)],
      details: prepared.work.rates(seconds: seconds, peaks: peaks))
  }

  /// As many passes as fill a round.
  private func passesOfRound(_ kernel: PreparedKernel) -> Int {
    // The first one brings the data near.
    kernel.run()
    var passes = 1
    while Calibration.least({ Self.seconds(kernel, passes: passes) * Double(passes) })
      < Self.duration
    { passes *= 2 }
    return passes
  }

  /// The seconds of one pass.
  private static func seconds(_ kernel: PreparedKernel, passes: Int) -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    for _ in 0..<passes { kernel.run() }
    return (clock.now - start).inSeconds / Double(passes)
  }
}
