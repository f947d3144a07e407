import Foundation
import Glibc

/// What the machine says of itself and of processes.
package enum Machine {
  /// Time on processors, and how often others took them away.
  package struct Usage: Sendable, Equatable {
    /// Seconds on processors.
    package var seconds: Double

    /// How often another process took a processor away.
    package var involuntarySwitches: Int

    package init(seconds: Double, involuntarySwitches: Int) {
      self.seconds = seconds
      self.involuntarySwitches = involuntarySwitches
    }

    init(_ usage: rusage) {
      self.init(
        seconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
        involuntarySwitches: Int(usage.ru_nivcsw))
    }

    private static func seconds(_ time: timeval) -> Double {
      Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    static func - (left: Usage, right: Usage) -> Usage {
      Usage(
        seconds: left.seconds - right.seconds,
        involuntarySwitches: left.involuntarySwitches - right.involuntarySwitches)
    }

    static func + (left: Usage, right: Usage) -> Usage {
      Usage(
        seconds: left.seconds + right.seconds,
        involuntarySwitches: left.involuntarySwitches + right.involuntarySwitches)
    }
  }

  static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// What the processor calls itself; nil where the system does not tell.
  static var processorName: String? {
    let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":", maxSplits: 1).last.map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  /// This process and those that it has waited for.
  static var usage: Usage {
    [RUSAGE_SELF.rawValue, RUSAGE_CHILDREN.rawValue].map { who in
      var usage = rusage()
      getrusage(who, &usage)
      return Usage(usage)
    }.reduce(Usage(seconds: 0, involuntarySwitches: 0), +)
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
