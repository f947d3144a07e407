import Dispatch
import Foundation

/// Threads on which steps run side by side.
enum Lanes {
  /// As much as a main thread has.
  private static let stackSize = 8 << 20

  /// Runs some work once for every lane, on this thread for the first, and returns when all is done.
  static func run(_ count: Int, _ work: @escaping @Sendable (_ lane: Int) -> Void) {
    let others = DispatchGroup()
    for lane in 1..<max(count, 1) {
      others.enter()
      let thread = Thread {
        work(lane)
        others.leave()
      }
      thread.stackSize = stackSize
      thread.start()
    }
    work(0)
    others.wait()
  }
}
