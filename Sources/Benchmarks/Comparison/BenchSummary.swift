/// What the rounds of a bench say together.
package struct BenchSummary {
  /// A contender.
  package struct Row {
    /// Its name.
    package var contender: String

    /// The seconds of a unit of work: the median of the rounds, the least and the most.
    package var seconds: (median: Double, least: Double, most: Double)

    /// The median against that of every peer, in their order.
    package var ratios: [Double]

    /// The median against that of the faster peer; nil where there is none.
    package var ratioToFaster: Double?

    /// The median of the whole process's time on processors.
    package var processorSeconds: Double

    /// The median of how often somebody took a processor away.
    package var involuntarySwitches: Int
  }

  /// The bench.
  package let bench: String

  /// The work: "epoch", "step".
  package let unit: String

  /// The FMA peak before every round, in GFLOP/s.
  package let peaks: [Double]

  /// The contenders in the order of their turns.
  package let rows: [Row]

  /// Sums up.
  ///
  /// - Parameters:
  ///   - bench: The bench.
  ///   - runs: Every contender's work in every round.
  ///   - peers: The names of those that others are compared with.
  package init(_ bench: String, _ runs: [Comparison.Run], peers: [String]) {
    self.bench = bench
    unit = runs.first?.unit ?? ""
    var names: [String] = []
    for run in runs where !names.contains(run.contender) { names.append(run.contender) }
    let first = names.first
    peaks = runs.filter { $0.contender == first }.map(\.peak)
    func times(of name: String) -> [Double] {
      runs.filter { $0.contender == name }.map(\.seconds)
    }
    let ofPeers = peers.map { times(of: $0).median ?? .nan }
    rows = names.map { name in
      let own = runs.filter { $0.contender == name }
      let times = own.map(\.seconds)
      let median = times.median ?? .nan
      return Row(
        contender: name, seconds: (median, times.min() ?? .nan, times.max() ?? .nan),
        ratios: ofPeers.map { median / $0 }, ratioToFaster: ofPeers.min().map { median / $0 },
        processorSeconds: own.map(\.usage.seconds).median ?? .nan,
        involuntarySwitches: own.map(\.usage.involuntarySwitches).median ?? 0)
    }
  }
}
