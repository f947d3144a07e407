import Benchmarks
import CKernels
import Tensors
import Testing

@Suite struct PeakTests {
  @Test(arguments: InstructionSet.allCases.filter(\.isAvailable))
  func theChainsAreThoseThatAreSaid(_ instructions: InstructionSet) {
    let simd = instructions.c
    let (chains, lanes) = (kk_peak_chains(simd), kk_peak_lanes(simd))
    var sums = [Float](repeating: .nan, count: chains * lanes + 1)
    kk_peak(simd, &sums, 3)
    for index in 0..<chains * lanes {
      // 0.5 x + 1, three times.
      let start = Float(index / lanes) + Float(index % lanes) / Float(lanes)
      #expect(sums[index] == start / 8 + 1.75)
    }
    #expect(sums[chains * lanes].isNaN)
  }

  @Test(arguments: [1, 2]) func aPeakIsAboveNothing(_ threadCount: Int) {
    let meter = PeakMeter(ThreadPool(threadCount: threadCount), .best)
    #expect(meter.gigaflops() > 0.01)
  }
}
