import Foundation
import Tensors

extension KonspektBench {
  /// Konspekt as it is, on AVX2 where it has better, and the peers: by turns, bench by bench.
  func compareWithPeers(_ benches: [String], _ settings: BenchSettings) throws {
    let rounds = comparison.rounds ?? 3
    let peers = try Peers(
      folder: comparison.peers ?? "peers", python: comparison.python ?? "python3")
    let contenders = Self.konspekts(settings) + peers.contenders
    let meter = PeakMeter(ThreadPool(threadCount: settings.threadCount), settings.instructions)
    let names = peers.contenders.map(\.name)
    let turns = Comparison(
      contenders, rounds: rounds, threadCount: settings.threadCount, steps: settings.steps)
    let summaries = try benches.map { bench in
      let runs = try turns.run(
        bench, peak: { (0..<25).map { _ in meter.gigaflops() }.median ?? .nan },
        onStart: { contender, round in
          Self.say("\(bench), round \(round) of \(rounds): \(contender) … ")
        },
        onEnd: { run in
          Self.say("\(NumberText.seconds(run.seconds)) \(NumberText.one(run.unit))\n")
          if form == .json { printLine(ComparisonReport.jsonLine(run)) }
        })
      return BenchSummary(bench, runs, peers: names)
    }
    let report = ComparisonReport(
      summaries, peers: names,
      ComparisonReport.Surroundings(
        processor: Machine.processorName, threadCount: settings.threadCount, rounds: rounds,
        versions: peers.versions))
    switch form ?? .table {
    case .table: print(report.text, terminator: "")
    case .markdown: print(report.markdown, terminator: "")
    case .json: print(report.jsonLines, terminator: "")
    }
  }

  /// This program, once for the instructions asked for and once for AVX2.
  private static func konspekts(_ settings: BenchSettings) -> [Contender] {
    let sets =
      settings.instructions == .avx512
      ? [InstructionSet.avx512, .avx2] : [settings.instructions]
    return sets.map { set in
      let isOther = set != settings.instructions
      return Contender(
        name: isOther ? "Konspekt on \(set.rawValue.uppercased())" : "Konspekt", isPeer: false,
        process: ChildProcess(
          Programs.konspektBench, [], environment: ["KONSPEKT_SIMD": set.rawValue]))
    }
  }

  /// Says how far it is.
  private static func say(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
