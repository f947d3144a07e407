import Diagnostics

/// The words and tables that show a comparison.
package struct ComparisonReport {
  /// What the numbers depend on.
  package struct Surroundings {
    /// The processor; nil where the system does not tell.
    package var processor: String?

    /// The threads of every contender.
    package var threadCount: Int

    /// The rounds.
    package var rounds: Int

    /// What the peers are made of, with versions.
    package var versions: [String]

    /// What the numbers depend on.
    package init(processor: String?, threadCount: Int, rounds: Int, versions: [String]) {
      self.processor = processor
      self.threadCount = threadCount
      self.rounds = rounds
      self.versions = versions
    }
  }

  private let summaries: [BenchSummary]
  private let peers: [String]
  private let surroundings: Surroundings

  /// The report of some benches.
  package init(_ summaries: [BenchSummary], peers: [String], _ surroundings: Surroundings) {
    self.summaries = summaries
    self.peers = peers
    self.surroundings = surroundings
  }

  /// For a terminal: a table for every bench.
  package var text: String {
    let tables = summaries.map { summary in
      let work = "\(summary.bench), \(NumberText.one(summary.unit))"
      var table = TextTable([work] + columns, textColumns: 1)
      table.rows = summary.rows.map { [$0.contender] + cells($0) }
      return table.text
    }
    return (tables + [notes.map { $0 + "\n" }.joined()]).joined(separator: "\n")
  }

  /// For a README: one table, and what its numbers depend on.
  package var markdown: String {
    var table = TextTable(["bench", "contender"] + columns, textColumns: 2)
    for summary in summaries {
      for (index, row) in summary.rows.enumerated() {
        let bench = index == 0 ? "`\(summary.bench)`, \(NumberText.one(summary.unit))" : ""
        table.rows.append([bench, row.contender] + cells(row))
      }
    }
    return table.markdown + "\n" + notes.joined(separator: " ") + "\n"
  }

  /// For programs: a line for every contender in every bench.
  package var jsonLines: String {
    summaries.flatMap { summary in summary.rows.map { line($0, summary) + "\n" } }.joined()
  }

  /// A run as a line, for programs.
  package static func jsonLine(_ run: Comparison.Run) -> String {
    JSON.object([
      "bench": .string(run.bench), "round": .integer(run.round),
      "contender": .string(run.contender), "seconds": .double(run.seconds),
      "unit": .string(run.unit), "cpu_seconds": .double(run.usage.seconds),
      "involuntary_switches": .integer(run.usage.involuntarySwitches),
      "peak_gigaflops": .double(run.peak),
    ]).compactText
  }

  private func line(_ row: BenchSummary.Row, _ summary: BenchSummary) -> String {
    var members = [
      JSON.Member(name: "bench", value: .string(summary.bench)),
      JSON.Member(name: "contender", value: .string(row.contender)),
      JSON.Member(name: "rounds", value: .integer(summary.peaks.count)),
      JSON.Member(name: "median_seconds", value: .double(row.seconds.median)),
      JSON.Member(name: "least_seconds", value: .double(row.seconds.least)),
      JSON.Member(name: "most_seconds", value: .double(row.seconds.most)),
      JSON.Member(name: "unit", value: .string(summary.unit)),
    ]
    for (peer, ratio) in zip(peers, row.ratios) {
      members.append(JSON.Member(name: "of_\(peer.lowercased())", value: .double(ratio)))
    }
    if let ratio = row.ratioToFaster {
      members.append(JSON.Member(name: "of_faster_peer", value: .double(ratio)))
    }
    members += [
      JSON.Member(name: "cpu_seconds", value: .double(row.processorSeconds)),
      JSON.Member(name: "involuntary_switches", value: .integer(row.involuntarySwitches)),
      JSON.Member(name: "peak_gigaflops", value: .array(summary.peaks.map(JSON.double))),
    ]
    return JSON.object(members).compactText
  }

  private var columns: [String] {
    ["median", "spread"] + peers.map { "× \($0)" } + (peers.count > 1 ? ["× the faster"] : [])
      + ["CPU time", "switches"]
  }

  private func cells(_ row: BenchSummary.Row) -> [String] {
    let ratios = row.ratios + (peers.count > 1 ? [row.ratioToFaster ?? .nan] : [])
    return [
      NumberText.seconds(row.seconds.median),
      NumberText.range(
        NumberText.seconds(row.seconds.least), NumberText.seconds(row.seconds.most)),
    ] + ratios.map { NumberText.fixed($0, 2) }
      + [NumberText.seconds(row.processorSeconds), "\(row.involuntarySwitches)"]
  }

  /// What a reader has to know to judge the numbers.
  private var notes: [String] {
    let peaks = summaries.flatMap(\.peaks)
    let threads = NumberText.count(surroundings.threadCount, "thread")
    let machine = [threads] + (surroundings.processor.map { [$0] } ?? [])
    let least = NumberText.fixed(peaks.min() ?? .nan, 0)
    let most = NumberText.fixed(peaks.max() ?? .nan, 0)
    let versions = surroundings.versions.joined(separator: ", ")
    return [
      "\(machine.joined(separator: ", ")); "
        + "\(NumberText.count(surroundings.rounds, "round")) by turns.",
      "Medians of the rounds, and the least and the most; CPU time and involuntary context switches "
        + "are those of whole processes, beginning and end included.",
      "FMA peak before the rounds: \(NumberText.range(least, most)) GFLOP/s.",
    ] + (versions.isEmpty ? [] : ["Peers: \(versions)."])
  }
}
