import Benchmarks
import TestSupport
import Testing

@Suite struct ComparisonTests {
  /// Contenders that write their names into one file, and count their turns for the time they claim.
  private func contenders(_ folder: TemporaryFolder) -> [Contender] {
    ["A", "B"].map { name in
      let script = """
        echo \(name) >> '\(folder.path("turns"))'
        turn=$(grep -c \(name) '\(folder.path("turns"))')
        printf '{"bench": "%s", "seconds": %d.5, "unit": "step"}' "$0" "$turn"
        """
      let process = ChildProcess("sh", ["-c", script])
      return Contender(name: name, isPeer: name == "B", process: process)
    }
  }

  @Test func contendersTakeTurns() throws {
    let folder = try TemporaryFolder()
    var peaks: [Double] = [300, 200, 100]
    var starts: [String] = []
    var ended: [Comparison.Run] = []
    let comparison = Comparison(contenders(folder), rounds: 3, threadCount: 1, steps: 1)
    let runs = try comparison.run(
      "bench", peak: { peaks.removeLast() }, onStart: { starts.append("\($0)\($1)") },
      onEnd: { ended.append($0) })
    #expect(starts == ["A1", "B1", "A2", "B2", "A3", "B3"])
    #expect(runs.map(\.contender) == ["A", "B", "A", "B", "A", "B"])
    #expect(runs.map(\.round) == [1, 1, 2, 2, 3, 3])
    #expect(runs.map(\.seconds) == [1.5, 1.5, 2.5, 2.5, 3.5, 3.5])
    #expect(runs.map(\.peak) == [100, 100, 200, 200, 300, 300])
    #expect(runs == ended)
  }

  @Test func oneThatFailsEndsTheComparison() {
    let bad = Contender(name: "Bad", isPeer: true, process: ChildProcess("sh", ["-c", "exit 4"]))
    let comparison = Comparison([bad], rounds: 2, threadCount: 1, steps: 1)
    var starts = 0
    #expect {
      _ = try comparison.run(
        "bench", peak: { 1 }, onStart: { _, _ in starts += 1 }, onEnd: { _ in })
    } throws: {
      "\($0)" == "Bad ended with 4 in 'bench'"
    }
    #expect(starts == 1)
  }
}
