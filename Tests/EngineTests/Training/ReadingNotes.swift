import Synchronization

/// How a training asked for examples.
final class ReadingNotes: Sendable {
  private let readSoFar = Mutex<[Int32]>([])
  private let announcedSoFar = Mutex<[[Int32]]>([])

  /// The examples that were read, in order.
  var filled: [Int32] { readSoFar.withLock { $0 } }

  /// The examples of every batch that was announced.
  var announced: [[Int32]] { announcedSoFar.withLock { $0 } }

  /// Notes examples that are read.
  func fill(_ indices: UnsafeBufferPointer<Int32>) { readSoFar.withLock { $0 += indices } }

  /// Notes examples that are announced.
  func announce(_ indices: UnsafeBufferPointer<Int32>) {
    announcedSoFar.withLock { $0.append(Array(indices)) }
  }
}
