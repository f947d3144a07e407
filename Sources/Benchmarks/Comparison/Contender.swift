import Foundation

/// A program that does the work of benches and says how long it took.
package struct Contender: Sendable {
  /// What people call it.
  package var name: String

  /// Whether it is what a user would pick instead of Konspekt.
  package var isPeer: Bool

  private let process: ChildProcess

  /// What a contender did.
  package struct Result: Sendable, Equatable {
    /// The seconds that a unit of work took.
    package var seconds: Double

    /// The work: "epoch", "step".
    package var unit: String

    /// What a contender did.
    package init(seconds: Double, unit: String) {
      self.seconds = seconds
      self.unit = unit
    }
  }

  /// A contender.
  ///
  /// - Parameters:
  ///   - name: What people call it.
  ///   - isPeer: Whether it is what a user would pick instead of Konspekt.
  ///   - process: Its program; it is told the bench, `--threads` and `--steps` besides.
  package init(name: String, isPeer: Bool, process: ChildProcess) {
    self.name = name
    self.isPeer = isPeer
    self.process = process
  }

  /// Does the work of a bench, as a process of its own.
  ///
  /// - Parameters:
  ///   - bench: The bench.
  ///   - threadCount: The threads that compute.
  ///   - steps: Timed steps of benches that time steps.
  /// - Returns: What it says of itself, and how the process ended.
  /// - Throws: `BenchError` where it cannot be started, ends with another status than 0, or does not
  ///   say how long the work took.
  package func run(
    _ bench: String, threadCount: Int, steps: Int
  ) throws -> (result: Result, ended: ChildProcess.Ended) {
    var process = process
    process.arguments += [bench, "--threads", "\(threadCount)", "--steps", "\(steps)"]
    let ended = try process.run()
    guard ended.status == 0 else {
      let last = ended.errors.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw BenchError("\(name) ended with \(ended.status) in '\(bench)'\(last)")
    }
    guard let result = Self.result(of: bench, in: ended.output) else {
      throw BenchError("\(name) does not say how long '\(bench)' took")
    }
    return (result, ended)
  }

  /// Finds the line of a bench among the JSON lines that a program wrote.
  ///
  /// - Parameters:
  ///   - bench: The bench.
  ///   - output: What the program wrote; lines that are none of these are passed over.
  /// - Returns: What the last line of the bench says; nil where there is none.
  package static func result(of bench: String, in output: String) -> Result? {
    let lines = output.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    return lines.last { $0.bench == bench && $0.seconds > 0 }
      .map { Result(seconds: $0.seconds, unit: $0.unit) }
  }

  private struct Line: Decodable {
    var bench: String
    var seconds: Double
    var unit: String
  }
}
