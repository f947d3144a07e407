import Glibc
import Synchronization

/// Ctrl-C and termination: the first asks the run to stop at its next whole step, the second ends it.
enum Interrupts {
  private static let count = Atomic<Int>(0)

  /// Begins to listen.
  static func listen() {
    for signal in [SIGINT, SIGTERM] {
      Glibc.signal(signal) { _ in
        // Only what a signal handler may do: an atomic, and `_exit`.
        if Interrupts.count.add(1, ordering: .relaxed).newValue > 1 {
          _exit(Status.interrupted.rawValue)
        }
      }
    }
    Glibc.signal(SIGPIPE, SIG_IGN)
    // A file that may grow no further is an error of writing, not the end.
    Glibc.signal(SIGXFSZ, SIG_IGN)
  }

  /// Whether the run should stop.
  static var wasInterrupted: Bool { count.load(ordering: .relaxed) > 0 }
}
