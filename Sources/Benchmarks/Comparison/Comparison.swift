/// Contenders that do the same work by turns: A B C, A B C, so that a busy minute hits all of them.
package struct Comparison {
  /// One contender's work in one round.
  package struct Run: Sendable, Equatable {
    /// The bench.
    package var bench: String

    /// The round, from 1.
    package var round: Int

    /// The contender's name.
    package var contender: String

    /// The seconds that a unit of work took.
    package var seconds: Double

    /// The work: "epoch", "step".
    package var unit: String

    /// What the whole process took, beginning and end included.
    package var usage: Machine.Usage

    /// The FMA peak before the round, in GFLOP/s.
    package var peak: Double

    /// One contender's work in one round.
    package init(
      bench: String, round: Int, contender: String, seconds: Double, unit: String,
      usage: Machine.Usage, peak: Double
    ) {
      self.bench = bench
      self.round = round
      self.contender = contender
      self.seconds = seconds
      self.unit = unit
      self.usage = usage
      self.peak = peak
    }
  }

  private let contenders: [Contender]
  private let rounds: Int
  private let threadCount: Int
  private let steps: Int

  /// A comparison.
  ///
  /// - Parameters:
  ///   - contenders: Who takes part, in the order of their turns.
  ///   - rounds: How often each has its turn.
  ///   - threadCount: The threads of each.
  ///   - steps: Timed steps of benches that time steps.
  package init(_ contenders: [Contender], rounds: Int, threadCount: Int, steps: Int) {
    self.contenders = contenders
    self.rounds = rounds
    self.threadCount = threadCount
    self.steps = steps
  }

  /// Does the work of a bench, round after round.
  ///
  /// - Parameters:
  ///   - bench: The bench.
  ///   - peak: Measures the FMA peak, in GFLOP/s.
  ///   - onStart: Told who is next, and in which round.
  ///   - onEnd: Told what came of it.
  /// - Returns: Every contender's work in every round.
  /// - Throws: `BenchError` where a contender fails.
  package func run(
    _ bench: String, peak: () -> Double, onStart: (_ contender: String, _ round: Int) -> Void,
    onEnd: (Run) -> Void
  ) throws -> [Run] {
    try (1...rounds).flatMap { round in
      let peak = peak()
      return try contenders.map { contender in
        onStart(contender.name, round)
        let (result, ended) = try contender.run(bench, threadCount: threadCount, steps: steps)
        let run = Run(
          bench: bench, round: round, contender: contender.name, seconds: result.seconds,
          unit: result.unit, usage: ended.usage, peak: peak)
        onEnd(run)
        return run
      }
    }
  }
}
