import Diagnostics
import Tensors

/// Something to time.
protocol Bench: Sendable {
  /// What the command line and the peers call it.
  static var name: String { get }

  /// What is timed, in a sentence.
  static var summary: String { get }

  /// Does the work and returns what it measured.
  static func run(_ settings: BenchSettings) throws -> [Measurement]
}

/// The benches; a new one adds its line here.
enum BenchCatalog {
  /// The benches, sorted by name.
  static let benches: [any Bench.Type] = [
    CachedRunBench.self,
    CheckBench.self,
    GrayCNNBench.self,
    LessonBench.self,
    WalkthroughBench.self,
  ]
}

/// What may be set from outside.
struct BenchSettings {
  /// The threads that compute.
  var threadCount: Int

  /// Timed steps of benches that time steps.
  var steps: Int

  /// The arithmetic.
  var numerics: Numerics
}

/// A number with its unit.
struct Measurement {
  /// The seconds that a unit of work took.
  var seconds: Double

  /// The work: "epoch", "step", "run".
  var unit: String

  /// More numbers of the same run.
  var details: [(name: String, value: Double)] = []

  /// The line that is printed.
  func line(_ bench: String, usage: Machine.Usage) -> String {
    var members = [
      JSON.Member(name: "peer", value: .string("konspekt")),
      JSON.Member(name: "bench", value: .string(bench)),
      JSON.Member(name: "seconds", value: .double((seconds * 1e5).rounded() / 1e5)),
      JSON.Member(name: "unit", value: .string(unit)),
    ]
    members += details.map { JSON.Member(name: $0.name, value: .double($0.value)) }
    members += [
      // What else the machine was doing, to judge the time by.
      JSON.Member(name: "cpu_seconds", value: .double((usage.seconds * 100).rounded() / 100)),
      JSON.Member(name: "involuntary_switches", value: .integer(usage.involuntarySwitches)),
    ]
    return JSON.object(members).compactText
  }
}

/// Work went wrong while it was timed.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension Array where Element: Comparable {
  /// The middle one, or the lower of the two in the middle.
  var median: Element? { isEmpty ? nil : sorted()[(count - 1) / 2] }
}
