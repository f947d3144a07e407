import CKernels
package import Tensors

/// Measures what the processors can do at most, at this moment: multiply-adds in registers.
package final class PeakMeter {
  private let threads: ThreadPool
  private let instructions: kk_simd
  private let sums: UnsafeMutablePointer<Float>
  private let operationsOfRound: Double
  private var rounds = 1000

  /// Room of a thread, so that no two write near each other.
  private static let room = 1024

  /// How long a measurement takes, in seconds.
  private static let duration = 0.003

  /// Measures with some threads and instructions.
  package init(_ threads: ThreadPool, _ instructions: InstructionSet) {
    self.threads = threads
    self.instructions = instructions.c
    sums = .allocate(capacity: threads.threadCount * Self.room)
    operationsOfRound =
      2 * Double(kk_peak_chains(instructions.c) * kk_peak_lanes(instructions.c))
      * Double(threads.threadCount)
    // The first time also wakes the processor's vector units.
    while Calibration.least({ seconds() }) < Self.duration { rounds *= 2 }
  }

  deinit { sums.deallocate() }

  /// Operations a second of all threads together, in thousand millions; a multiply-add is two.
  package func gigaflops() -> Double { operationsOfRound * Double(rounds) / seconds() / 1e9 }

  private func seconds() -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    threads.run(tiles: threads.threadCount, with: (instructions, sums, rounds)) { work, tile in
      kk_peak(work.0, work.1 + tile * Self.room, work.2)
    }
    return (clock.now - start).inSeconds
  }
}
