import Synchronization

/// The tiles of a call that nobody has begun: a share for every thread, of which each takes its own
/// tiles first and then what others have left.
///
/// A claim names its call, so that a thread that wakes up late takes nothing of a later one. Every
/// share is one number that changes at once: the call, the next tile, and the end of the share.
final class TileClaims {
  /// More tiles than this do not fit.
  static let most = (1 << tileBits) - 1

  private static let tileBits = 22
  /// Numbers from one share to the next, so that threads do not disturb each other's cache lines.
  private static let distance = 16

  private let threadCount: Int
  private let shares: UnsafeMutablePointer<Atomic<UInt64>>

  /// Shares for so many threads, all empty.
  init(threadCount: Int) {
    self.threadCount = threadCount
    shares = .allocate(capacity: threadCount * Self.distance)
    for index in 0..<threadCount * Self.distance { (shares + index).initialize(to: Atomic(0)) }
  }

  deinit {
    shares.deinitialize(count: threadCount * Self.distance)
    shares.deallocate()
  }

  private static func number(_ call: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: call) << UInt64(2 * tileBits)
  }

  /// Gives a thread its share of a call.
  func set(_ tiles: Range<Int>, of thread: Int, call: Int) {
    shares[thread * Self.distance].store(
      Self.number(call) | UInt64(tiles.lowerBound) << UInt64(Self.tileBits)
        | UInt64(tiles.upperBound), ordering: .releasing)
  }

  /// Takes the next tile of a thread's share; nil where there is none left, or the call is over.
  func take(of thread: Int, call: Int) -> Int? {
    let mask = UInt64(Self.most)
    var share = shares[thread * Self.distance].load(ordering: .acquiring)
    while true {
      let next = share >> UInt64(Self.tileBits) & mask
      guard share >> UInt64(2 * Self.tileBits) == Self.number(call) >> UInt64(2 * Self.tileBits),
        next < share & mask
      else { return nil }
      let (isTaken, present) = shares[thread * Self.distance].compareExchange(
        expected: share, desired: share + (1 << UInt64(Self.tileBits)),
        ordering: .acquiringAndReleasing)
      if isTaken { return Int(next) }
      share = present
    }
  }
}
