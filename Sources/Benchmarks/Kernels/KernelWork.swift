/// What limits a kernel, and how much of that a pass needs.
package enum KernelWork {
  /// Additions and multiplications.
  case operations(Double)
  /// Bytes that come from memory or go there, every array once.
  case bytes(Double)

  /// How fast it was done.
  ///
  /// - Parameters:
  ///   - seconds: The time of a pass, in every round.
  ///   - peaks: The peak before the first round and after every one, in GFLOP/s.
  /// - Returns: GB/s; or GFLOP/s with the share of the peak: medians, and the fastest round against the
  ///   highest peak, which on a busy machine says more.
  package func rates(seconds: [Double], peaks: [Double]) -> [(name: String, value: Double)] {
    switch self {
    case .bytes(let count):
      let rates = seconds.map { count / $0 / 1e9 }
      return [
        ("gigabytes_per_second", rates.median ?? .nan),
        ("most_gigabytes_per_second", rates.max() ?? .nan),
      ]
    case .operations(let count):
      precondition(
        peaks.count == seconds.count + 1, "\(peaks.count) peaks around \(seconds.count) rounds")
      let rates = seconds.map { count / $0 / 1e9 }
      let shares = rates.indices.map { rates[$0] / ((peaks[$0] + peaks[$0 + 1]) / 2) }
      return [
        ("gigaflops", rates.median ?? .nan), ("peak_gigaflops", peaks.median ?? .nan),
        ("peak_share", shares.median ?? .nan),
        ("best_share", (rates.max() ?? .nan) / (peaks.max() ?? .nan)),
      ]
    }
  }
}
