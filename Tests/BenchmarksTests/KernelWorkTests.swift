import Benchmarks
import Testing

@Suite struct KernelWorkTests {
  private func named(_ rates: [(name: String, value: Double)]) -> [String: Double] {
    Dictionary(rates.map { ($0.name, $0.value) }) { $1 }
  }

  /// 2, 1 and 4 GFLOP/s between peaks of 4, 4, 4 and 12: shares of 0.5, 0.25 and 0.5.
  @Test func aShareIsThatOfThePeaksAround() {
    let rates = named(
      KernelWork.operations(2e9).rates(seconds: [1, 2, 0.5], peaks: [4, 4, 4, 12]))
    #expect(
      rates == [
        "gigaflops": 2, "peak_gigaflops": 4, "peak_share": 0.5, "best_share": 4.0 / 12,
      ])
  }

  @Test func bytesHaveARate() {
    let rates = named(KernelWork.bytes(3e9).rates(seconds: [1, 3, 0.5], peaks: []))
    #expect(rates == ["gigabytes_per_second": 3, "most_gigabytes_per_second": 6])
  }
}
