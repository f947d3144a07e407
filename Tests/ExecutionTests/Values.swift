import Synchronization

/// The numbers 1, 2, 3, …, one a call.
final class Values: Sendable {
  private let last = Mutex(0)

  func next() -> Int {
    last.withLock { last in
      last += 1
      return last
    }
  }
}
