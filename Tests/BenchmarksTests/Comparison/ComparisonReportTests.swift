import Benchmarks
import TestSupport
import Testing

@Suite struct ComparisonReportTests {
  /// Three rounds of four contenders; medians are 2, 4, 10 and 20 seconds.
  private static let runs: [Comparison.Run] = {
    let times: [(name: String, seconds: [Double])] = [
      ("Konspekt", [2, 1.9, 2.5]), ("Konspekt on AVX2", [4, 5, 3.75]), ("Keras", [10, 9, 11]),
      ("PyTorch", [20, 20, 20]),
    ]
    return (0..<3).flatMap { round in
      times.map { name, seconds in
        Comparison.Run(
          bench: "walkthrough", round: round + 1, contender: name, seconds: seconds[round],
          unit: "epoch",
          usage: Machine.Usage(seconds: 2 * seconds[round], involuntarySwitches: 10 * round),
          peak: 230 + Double(round))
      }
    }
  }()

  private static let peers = ["Keras", "PyTorch"]
  private static let summary = BenchSummary("walkthrough", runs, peers: peers)

  private func report(_ summaries: [BenchSummary] = [summary]) -> ComparisonReport {
    ComparisonReport(
      summaries, peers: Self.peers,
      ComparisonReport.Surroundings(
        processor: "Some Processor", threadCount: 2, rounds: 3,
        versions: ["keras 3.0", "torch 2.0"]))
  }

  @Test func mediansAndRatiosAreThoseOfTheRounds() throws {
    #expect(Self.summary.unit == "epoch")
    #expect(Self.summary.peaks == [230, 231, 232])
    #expect(
      Self.summary.rows.map(\.contender) == ["Konspekt", "Konspekt on AVX2", "Keras", "PyTorch"])
    #expect(Self.summary.rows.map(\.seconds.median) == [2, 4, 10, 20])
    #expect(Self.summary.rows.map(\.seconds.least) == [1.9, 3.75, 9, 20])
    #expect(Self.summary.rows.map(\.seconds.most) == [2.5, 5, 11, 20])
    #expect(Self.summary.rows.map(\.ratios) == [[0.2, 0.1], [0.4, 0.2], [1, 0.5], [2, 1]])
    #expect(Self.summary.rows.map(\.ratioToFaster) == [0.2, 0.4, 1, 2])
    #expect(Self.summary.rows.map(\.processorSeconds) == [4, 8, 20, 40])
    #expect(Self.summary.rows.map(\.involuntarySwitches) == [10, 10, 10, 10])
  }

  /// The faster peer is another one in another bench.
  @Test func theFasterPeerIsFoundInEveryBench() {
    let runs = [("Konspekt", 1.0), ("Keras", 4), ("PyTorch", 2)].map { name, seconds in
      Comparison.Run(
        bench: "cnn-gray-96", round: 1, contender: name, seconds: seconds, unit: "step",
        usage: Machine.Usage(seconds: 1, involuntarySwitches: 0), peak: 1)
    }
    let summary = BenchSummary("cnn-gray-96", runs, peers: Self.peers)
    #expect(summary.rows.map(\.ratioToFaster) == [0.5, 2, 1])
  }

  @Test func aTerminalShowsATable() { expectSnapshot(report().text, named: "comparison-table") }

  @Test func markdownCanBePasted() {
    expectSnapshot(report().markdown, named: "comparison-markdown")
  }

  @Test func programsReadLines() {
    expectSnapshot(
      ComparisonReport.jsonLine(Self.runs[0]) + "\n" + report().jsonLines, named: "comparison-json")
  }
}
