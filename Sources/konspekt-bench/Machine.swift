import Foundation
import Glibc

/// What the machine says of itself and of this process.
enum Machine {
  /// Time on processors, and how often others took them away.
  struct Usage {
    var seconds: Double
    var involuntarySwitches: Int

    static func - (left: Usage, right: Usage) -> Usage {
      Usage(
        seconds: left.seconds - right.seconds,
        involuntarySwitches: left.involuntarySwitches - right.involuntarySwitches)
    }
  }

  static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// This process and those that it has waited for.
  static var usage: Usage {
    let all = [RUSAGE_SELF.rawValue, RUSAGE_CHILDREN.rawValue].map(usage(of:))
    return Usage(
      seconds: all.reduce(0) { $0 + seconds($1.ru_utime) + seconds($1.ru_stime) },
      involuntarySwitches: all.reduce(0) { $0 + Int($1.ru_nivcsw) })
  }

  /// The most memory that a process waited for had, in bytes.
  static var peakByteCountOfChildren: Int {
    Int(usage(of: RUSAGE_CHILDREN.rawValue).ru_maxrss) * 1024
  }

  private static func usage(of who: __rusage_who_t) -> rusage {
    var usage = rusage()
    getrusage(who, &usage)
    return usage
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
