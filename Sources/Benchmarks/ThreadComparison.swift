import Datasets
import Tensors

/// The first lesson's training on one thread and on many, by turns.
struct ThreadComparison {
  /// Seconds of a step.
  struct Round {
    var oneThread: Double
    var allThreads: Double
  }

  private let one: TrainingBench
  private let all: TrainingBench
  private let examples: Split
  private let threadCount: Int

  private static let rounds = 7

  init(_ settings: BenchSettings) throws {
    guard settings.threadCount > 1 else {
      throw BenchError("one thread has nothing to be compared with; say --threads 2 or more")
    }
    var alone = settings
    alone.threadCount = 1
    one = try WalkthroughBench.training(alone)
    all = try WalkthroughBench.training(settings)
    threadCount = settings.threadCount
    let fashion = try WalkthroughBench.fashion()
    examples = fashion.slice(0..<min(fashion.count, 32 * 20 * settings.steps))
  }

  /// Trains by turns and returns the time of a step with its speed-up.
  func measurement() throws -> Measurement {
    // The first round of each warms up.
    _ = try (one.stepSeconds(examples), all.stepSeconds(examples))
    let rounds = try (0..<Self.rounds).map { _ in
      Round(
        oneThread: try one.stepSeconds(examples), allThreads: try all.stepSeconds(examples))
    }
    let speedUps = rounds.map { $0.oneThread / $0.allThreads }
    return Measurement(
      seconds: rounds.map(\.allThreads).median ?? .nan, unit: "step",
      details: [
        ("threads", Double(threadCount)),
        ("one_thread_seconds", rounds.map(\.oneThread).median ?? .nan),
        ("speed_up", speedUps.median ?? .nan),
        ("least_speed_up", speedUps.min() ?? .nan), ("most_speed_up", speedUps.max() ?? .nan),
      ])
  }
}
