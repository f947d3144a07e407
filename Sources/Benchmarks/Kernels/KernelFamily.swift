import Tensors

/// Kernels of a kind, each timed beside the peak of the processors.
protocol KernelFamily: Bench {
  /// The kernels.
  static var cases: [KernelCase] { get }
}

extension KernelFamily {
  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws {
    let threads = ThreadPool(threadCount: settings.threadCount)
    let timer = KernelTimer(PeakMeter(threads, settings.instructions))
    let surroundings = KernelSurroundings(threads: threads, numerics: settings.numerics)
    for kernel in cases { report(timer.time(kernel, try kernel.prepare(surroundings))) }
  }
}
